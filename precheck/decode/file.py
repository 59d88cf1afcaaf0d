"""Decodes one page of a file of any supported format."""

from precheck.capture import Photo
from precheck.decode import picture
from precheck.decode.guards import DEFAULT_GUARDS, Guards
from precheck.decode.isolated import read_heif, read_pdf
from precheck.decode.pixels import DecodedPage
from precheck.decode.signature import FileFormat, sniff


def decode(data: bytes, *, page: int = 1, guards: Guards = DEFAULT_GUARDS) -> Photo:
    """Decode one page of a file: JPEG, PNG, WebP, HEIC, AVIF, TIFF or PDF.

    Raises NotAPicture, TooLarge, BrokenPicture, LockedPdf, NoSuchPage.
    """
    guards.check_bytes(len(data))
    format_ = sniff(data)
    found = _read(data, format_, page, guards)
    return Photo(
        pixels=found.pixels,
        format=str(format_),
        bytes=len(data),
        page=page,
        pages=found.pages,
        coarseness=found.coarseness,
        damaged=found.damaged,
    )


def _read(data: bytes, format_: FileFormat, page: int, guards: Guards) -> DecodedPage:
    if format_ is FileFormat.PDF:
        return read_pdf(data, page, guards)
    if format_ in (FileFormat.HEIC, FileFormat.AVIF):
        return read_heif(data, page, guards, is_avif=format_ is FileFormat.AVIF)
    return picture.read(data, format_, page, guards)
