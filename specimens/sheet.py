"""A drawn sheet: its picture, its printed words and their boxes, before it is photographed."""

from dataclasses import dataclass

from specimens.arrays import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedWord:
    """One printed word."""

    text: str
    box: tuple[float, float, float, float]
    """x, y, width, height of the ink in sheet pixels, origin top left of the upright sheet."""
    field: str
    """The field: number, name, nik, birth_date, relation, parents, caption, …"""
    must_read: bool
    """Whether an officer must be able to read it (the must-read rule of the truth)."""

    @property
    def is_scored(self) -> bool:
        """Whether the legibility index includes it: one-character words and dashes are left out."""
        return len(self.text.strip("-–—.: ")) > 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnSheet:
    """One side of one document, upright."""

    type: str
    """kk, akta_kelahiran, akta_kematian, ktp, other."""
    variant: str
    """Which form: kk_blue, kk_2018, kk_white, akta_kelahiran_old, …, back, blank."""
    pixels: Picture
    """H × W × 3, BGR: the whole sheet, with stamps, signatures and signs of age."""
    printed: Picture
    """H × W, 0 ink to 255 paper: the printed text alone, the reference of the legibility index."""
    words: tuple[PrintedWord, ...]
    px_per_mm: float
    number: str | None
    """The document's own number as printed (digits for KK and NIK), or None."""
    number_kind: str | None
    """kk, nik, akta or None."""
    number_box: tuple[float, float, float, float] | None
    """x, y, width, height of the number's digits in sheet pixels."""
    glossy: bool = False
    """Laminated or plastic: it has specular highlights."""

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        height, width = self.printed.shape
        return width / self.px_per_mm, height / self.px_per_mm
