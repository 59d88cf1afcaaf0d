"""What the page demands of the live picture, from the limits of the office's policy.

The live look is coarser than the check, so that each demand is a little stricter than its limit:
what the page calls good, the service shall accept.
"""

from dataclasses import asdict, dataclass

from api.submissions.catalogue import Slot
from precheck.office.document_type import Document
from precheck.office.policy import Office

SIZE_MARGIN = 1.15
"""Of the height of print over its limit: corners that are found live are less exact."""
DARK_MARGIN = 1.1
"""Of the paper's grey level over its limit: live it is that of the whole sheet."""
UNKNOWN_SHORT_SIDE_PX = 700
"""Demanded of papers of unknown size: A4 at about 85 dpi, small print of 7 px."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """Bounds of what the page measures on a sheet."""

    short_side_px: int
    """Minimum length of the sheet's shorter sides, in pixels of the photo that is sent."""
    paper_grey: float
    """Minimum grey level of the paper, 0 to 255."""
    hidden: float
    """Maximum share of the print that is covered or burnt out."""


def demands(office: Office, slot: Slot) -> dict[str, float]:
    """Return the demands on a photo of one of a slot's papers, by name."""
    limits = office.settings.limits
    height = limits["too_small"].at_least * SIZE_MARGIN
    sides = [_short_side_px(office.settings.documents[type_], height) for type_ in slot.types]
    found = Demands(
        short_side_px=max(sides),
        paper_grey=limits["dark"].at_least * DARK_MARGIN,
        hidden=max(limits["occlusion"].at_most, limits["glare"].at_most),
    )
    return asdict(found)


def _short_side_px(document: Document, capitals_px: float) -> int:
    """Return the length of a sheet's shorter sides at which its smallest print is this high."""
    sizes = [size for form in document.forms.values() for size in form.sizes_mm]
    if document.capitals_mm is None or not sizes:
        return UNKNOWN_SHORT_SIDE_PX
    return round(capitals_px / document.capitals_mm * max(min(size) for size in sizes))
