"""A drawn sheet: what is printed on it and where, before any camera sees it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

TYPES = ("kk", "akta_kelahiran", "akta_kematian", "ktp", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One printed word and what an officer needs of it."""

    text: str
    box: tuple[float, float, float, float]
    """x, y, width, height of the ink in sheet pixels, origin top left of the upright sheet."""
    field: str
    """What it belongs to: number, name, nik, birth_date, relation, parents, caption, …"""
    must_read: bool
    """Whether the office cannot work without it (the must-read rule of the truth)."""

    @property
    def counts(self) -> bool:
        """Whether the legibility index is taken of it: one-character words and dashes are not."""
        return len(self.text.strip("-–—.: ")) > 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """One side of one document, upright."""

    type: str
    """kk, akta_kelahiran, akta_kematian, ktp, other."""
    variant: str
    """Which form: kk_blue, kk_2018, kk_white, akta_kelahiran_old, …, back, blank."""
    pixels: NDArray[np.uint8]
    """H × W × 3, BGR: everything as it lies on the table, stamps, signatures and wear included."""
    printed: NDArray[np.uint8]
    """H × W, 0 ink to 255 paper: the printed text alone, the reference of the legibility index."""
    words: tuple[Word, ...]
    px_per_mm: float
    number: str | None
    """The document's own number as printed (digits for KK and NIK), or None."""
    number_kind: str | None
    """kk, nik, akta or None."""
    number_box: tuple[float, float, float, float] | None
    """x, y, width, height of the number's digits in sheet pixels."""
    glossy: bool = False
    """Laminated or plastic: lamps mirror in it."""

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        height, width = self.printed.shape
        return width / self.px_per_mm, height / self.px_per_mm
