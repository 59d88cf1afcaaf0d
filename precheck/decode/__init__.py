"""The only place that decodes: the bytes of a file become a Photo."""

from precheck.capture import Photo, Pixels
from precheck.decode import heic, pdf, picture
from precheck.decode.guards import GUARDS, Guards
from precheck.decode.signature import Format, sniff

__all__ = ["GUARDS", "Format", "Guards", "decode"]


def decode(data: bytes, *, page: int = 1, guards: Guards = GUARDS) -> Photo:
    """Decode one page of a file: JPEG, PNG, WebP, HEIC, AVIF, TIFF or PDF.

    Raises NotAPicture, TooLarge, BrokenPicture, LockedPdf, NoSuchPage.
    """
    guards.check_bytes(len(data))
    format_ = sniff(data)
    pixels, pages, coarseness = _read(data, format_, page, guards)
    return Photo(
        pixels=pixels,
        format=str(format_),
        bytes=len(data),
        page=page,
        pages=pages,
        coarseness=coarseness,
    )


def _read(data: bytes, format_: Format, page: int, guards: Guards) -> tuple[Pixels, int, float]:
    if format_ is Format.PDF:
        return *pdf.read(data, page, guards), 0.0
    if format_ is Format.HEIC:
        return *heic.read(data, page, guards), 0.0
    return picture.read(data, format_, page, guards)
