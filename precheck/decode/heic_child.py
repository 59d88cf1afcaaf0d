"""Child process of `isolated`: reads a HEIC from standard input, writes its bitmap to the output.

The output is one line of JSON, {"size", "mode", "orientation"}, then Pillow's raw bytes; the line
alone where the picture is too large. The child imports nothing of precheck, to start fast.
"""

import json
import resource
import struct
import sys

import pi_heif
from PIL import ExifTags, Image

HEIC_MEMORY_BYTES = 1_600_000_000
"""Limit of the address space; a picture of 60 megapixels needs less."""
UPRIGHT = 1
"""EXIF orientation of a picture that is not turned."""
EXIF_ERRORS = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError),
    *(AttributeError, RuntimeError, AssertionError, struct.error),
)
"""Raised by Pillow for damaged metadata, which never cost the photo."""


def main() -> None:
    """Decode standard input under the limits given as arguments."""
    seconds, max_pixels = int(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (HEIC_MEMORY_BYTES, HEIC_MEMORY_BYTES))
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
    """Return the EXIF orientation, 1–8; UPRIGHT if there is none or the metadata are damaged."""
    tags = Image.Exif()
    try:
        tags.load(heif.info.get("exif") or b"")
        return int(tags.get(ExifTags.Base.Orientation, UPRIGHT))
    except EXIF_ERRORS:
        return UPRIGHT


if __name__ == "__main__":
    main()
