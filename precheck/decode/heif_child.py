"""Child process of `isolated`: reads a HEIC or AVIF from standard input, writes its bitmap.

The output is one line of JSON, {"size", "mode", "orientation"}, then Pillow's raw bytes; the line
alone where the picture is too large. The child imports nothing of precheck, to start fast.
"""

import io
import json
import resource
import struct
import sys
from collections.abc import Callable

import pi_heif
from PIL import AvifImagePlugin, ExifTags, Image

TRANSFORM_BOXES = (b"irot", b"imir")
"""Boxes of a picture's turn and mirroring."""
UPRIGHT = 1
"""EXIF orientation of a picture that is not turned."""
EXIF_ERRORS = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError),
    *(AttributeError, RuntimeError, AssertionError, struct.error),
)
"""Raised by Pillow for damaged metadata, which never cost the photo."""


def main() -> None:
    """Decode standard input under the limits given as arguments."""
    seconds, memory, max_pixels, is_avif = (int(argument) for argument in sys.argv[1:5])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    data = sys.stdin.buffer.read()
    (send_avif if is_avif else send_heic)(data, max_pixels)


def send_avif(data: bytes, max_pixels: int) -> None:
    """Write an AVIF; Pillow states its boxes of turn and mirroring as EXIF orientation."""
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each further one takes memory
    image = Image.open(io.BytesIO(data), formats=["AVIF"])
    send_header(image.size, image.mode, orientation(image.getexif))
    if image.width * image.height <= max_pixels:
        sys.stdout.buffer.write(image.tobytes())


def send_heic(data: bytes, max_pixels: int) -> None:
    """Write a HEIC, whose decoder applies its boxes of turn and mirroring.

    The EXIF orientation repeats the boxes; it counts without them.
    """
    heif = pi_heif.open_heif(data)
    if heif.size[0] * heif.size[1] > max_pixels:
        send_header(heif.size, heif.mode, UPRIGHT)
        return
    turned = any(box in data for box in TRANSFORM_BOXES)
    exif = heif.info.get("exif") or b""
    image = heif.to_pillow()
    send_header(image.size, image.mode, UPRIGHT if turned else heic_orientation(exif))
    sys.stdout.buffer.write(image.tobytes())


def heic_orientation(exif: bytes) -> int:
    """Return the orientation that a HEIC's metadata hold."""
    tags = Image.Exif()

    def loaded() -> Image.Exif:
        tags.load(exif)
        return tags

    return orientation(loaded)


def orientation(load: Callable[[], Image.Exif]) -> int:
    """Return the EXIF orientation, 1–8; UPRIGHT if there is none or the metadata are damaged."""
    try:
        return int(load().get(ExifTags.Base.Orientation, UPRIGHT))
    except EXIF_ERRORS:
        return UPRIGHT


def send_header(size: tuple[int, int], mode: str, turn: int) -> None:
    """Write the line of JSON."""
    header = {"size": size, "mode": mode, "orientation": turn}
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n")


if __name__ == "__main__":
    main()
