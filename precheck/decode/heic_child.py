"""Run by `heic` in a process of its own: a HEIC on standard input, its bitmap on the output.

Answers with one line of JSON, {"size", "mode", "orientation"}, and then Pillow's raw bytes; with
the line alone where the picture is too large. Imports nothing of precheck, to start fast.
"""

import json
import resource
import sys

import pi_heif
from PIL import Image

MEMORY = 1_600_000_000
"""Bytes of address space: a picture of 60 megapixels fits, a bomb does not."""
ORIENTATION = 0x0112
"""EXIF tag."""


def main() -> None:
    """Read, decode, answer."""
    seconds, max_pixels = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    heif = pi_heif.open_heif(sys.stdin.buffer.read())
    width, height = heif.size
    header = {"size": [width, height], "mode": heif.mode, "orientation": orientation(heif)}
    body = b""
    if width * height <= max_pixels:
        image = heif.to_pillow()
        header |= {"size": list(image.size), "mode": image.mode}
        body = image.tobytes()
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n")
    sys.stdout.buffer.write(body)


def orientation(heif: pi_heif.HeifFile) -> int:
    """Return the value of EXIF's Orientation; 1, upright, where there is none."""
    tags = Image.Exif()
    tags.load(heif.info.get("exif") or b"")
    return int(tags.get(ORIENTATION, 1))


if __name__ == "__main__":
    main()
