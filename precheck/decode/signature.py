"""The format of a file by its first bytes; its name and content type are not trusted."""

from enum import StrEnum

from precheck.errors import NotAPicture


class FileFormat(StrEnum):
    """The formats that are decoded."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    AVIF = "avif"
    TIFF = "tiff"
    PDF = "pdf"


PNG_MARK = b"\x89PNG\r\n\x1a\n"
SIGNATURES = (
    (b"\xff\xd8\xff", FileFormat.JPEG),
    (PNG_MARK, FileFormat.PNG),
    (b"II*\0", FileFormat.TIFF),
    (b"MM\0*", FileFormat.TIFF),
    (b"II+\0", FileFormat.TIFF),
    (b"MM\0+", FileFormat.TIFF),
)
AVIF_BRANDS = frozenset({b"avif", b"avis"})
HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
MAX_PDF_MARK_OFFSET = 1024
"""Byte up to which PDF readers search for the mark %PDF-."""


def sniff(data: bytes) -> FileFormat:
    """Return the format of a file. Raises NotAPicture for any format that is not decoded."""
    if found := format_of(data):
        return found
    raise NotAPicture(
        "The file is neither a JPEG, PNG, WebP, HEIC, AVIF or TIFF picture nor a PDF."
    )


def format_of(data: bytes) -> FileFormat | None:
    """Return the format of a file; None for any format that is not decoded.

    Of two formats in one file, the one that starts at the first byte counts.
    """
    for prefix, format_ in SIGNATURES:
        if data.startswith(prefix):
            return format_
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileFormat.WEBP
    if data[4:8] == b"ftyp" and (heif := _heif(data)):
        return heif
    return FileFormat.PDF if b"%PDF-" in data[:MAX_PDF_MARK_OFFSET] else None


def _heif(data: bytes) -> FileFormat | None:
    """Return AVIF or HEIC by the brands of an ISO media file; None for videos and others."""
    major, rest = data[8:12], data[16 : min(int.from_bytes(data[:4]), MAX_PDF_MARK_OFFSET)]
    brands = {major} | {rest[at : at + 4] for at in range(0, len(rest), 4)}
    if major in AVIF_BRANDS or (brands & AVIF_BRANDS and major not in HEIC_BRANDS - {b"mif1"}):
        return FileFormat.AVIF
    return FileFormat.HEIC if brands & HEIC_BRANDS else None
