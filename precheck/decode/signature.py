"""What a file is, by its first bytes. Names and content types of the sender are never trusted."""

from enum import StrEnum

from precheck.errors import NotAPicture


class Format(StrEnum):
    """The formats that are decoded."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    AVIF = "avif"
    TIFF = "tiff"
    PDF = "pdf"


PNG_MARK = b"\x89PNG\r\n\x1a\n"
PREFIXES = (
    (b"\xff\xd8\xff", Format.JPEG),
    (PNG_MARK, Format.PNG),
    (b"II*\0", Format.TIFF),
    (b"MM\0*", Format.TIFF),
    (b"II+\0", Format.TIFF),
    (b"MM\0+", Format.TIFF),
)
AVIF_BRANDS = frozenset({b"avif", b"avis"})
HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
PDF_WITHIN = 1024
"""Bytes before which a PDF's own mark may stand, as in every PDF reader."""


def sniff(data: bytes) -> Format:
    """Return the format of a file. Raises NotAPicture for any format that is not decoded."""
    if found := known(data):
        return found
    raise NotAPicture(
        "The file is neither a JPEG, PNG, WebP, HEIC, AVIF or TIFF picture nor a PDF."
    )


def known(data: bytes) -> Format | None:
    """Return the format of a file by its first bytes; None for any that is not decoded.

    A file that is two at once is taken for the one that starts at its first byte.
    """
    for prefix, format_ in PREFIXES:
        if data.startswith(prefix):
            return format_
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Format.WEBP
    if data[4:8] == b"ftyp" and (heif := _heif(data)):
        return heif
    return Format.PDF if b"%PDF-" in data[:PDF_WITHIN] else None


def _heif(data: bytes) -> Format | None:
    """Tell AVIF from HEIC by the brands of an ISO media file; None for films and others."""
    major, rest = data[8:12], data[16 : min(int.from_bytes(data[:4]), PDF_WITHIN)]
    brands = {major} | {rest[at : at + 4] for at in range(0, len(rest), 4)}
    if major in AVIF_BRANDS or (brands & AVIF_BRANDS and major not in HEIC_BRANDS - {b"mif1"}):
        return Format.AVIF
    return Format.HEIC if brands & HEIC_BRANDS else None
