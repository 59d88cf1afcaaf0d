"""What a number is made of, and the soft oddities that are told and never judged. Data only."""

from dataclasses import dataclass
from datetime import date

REGION_ELSEWHERE = "region_elsewhere"
UNKNOWN_KECAMATAN = "unknown_kecamatan"
ODD_DATE = "odd_date"

HOME = frozenset({"3513", "3514", "3574", "3575"})
"""The four kabupaten and kota whose offices use this service; people move in from elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """One number taken apart."""

    kind: str
    """kk, nik or akta."""
    number: str
    """Compact: digits for KK and NIK, the printed form for akta."""
    form: str
    """registry: 16 digits; siak: akta of the registry's own system; office: an old akta form."""
    region: str | None = None
    """Region code of 4 or 6 digits, without dots."""
    day: date | None = None
    """Recording date (KK), birth date (NIK) or registration date (akta)."""
    year: int | None = None
    """Old akta forms: the year that ends them."""
    event: str | None = None
    """Akta of the SIAK form: its two letters."""
    woman: bool | None = None
    """NIK only: whether the day of birth carries the 40 of women."""
    sequence: str | None = None
    flags: tuple[str, ...] = ()
    """Soft oddities; never grounds for another photo."""
