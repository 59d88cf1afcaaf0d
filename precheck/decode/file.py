"""Decodes one page of a file of any supported format."""

from precheck.capture import Photo, Pixels
from precheck.decode import picture
from precheck.decode.guards import DEFAULT_GUARDS, Guards
from precheck.decode.isolated import read_heic, read_pdf
from precheck.decode.signature import FileFormat, sniff


def decode(data: bytes, *, page: int = 1, guards: Guards = DEFAULT_GUARDS) -> Photo:
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


def _read(data: bytes, format_: FileFormat, page: int, guards: Guards) -> tuple[Pixels, int, float]:
    if format_ is FileFormat.PDF:
        return *read_pdf(data, page, guards), 0.0
    if format_ is FileFormat.HEIC:
        return *read_heic(data, page, guards), 0.0
    return picture.read(data, format_, page, guards)
