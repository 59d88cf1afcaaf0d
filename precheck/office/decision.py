"""What of a decision is the office's policy beside the limits of the measures."""

from pydantic import Field

from precheck.office.limit import Limit, StrictTable


class Mistaken(StrictTable):
    """A fault whose effect the legibility net takes for that of others."""

    strain: float = Field(gt=0)
    """Ratio of value and limit from which it explains what the others are blamed for."""
    counts: tuple[str, ...]
    """The codes of the others."""
    source: str = Field(min_length=1)


class DecisionLimits(StrictTable):
    """`models/decision.toml`, which says what each is for."""

    blurred: Limit
    """Width of the photo's sharpest edges from which all of it is blurred, px."""
    smeared: Limit
    """Ratio of blur and its limit from which the print is smeared: words are lost."""
    blurred_if_smeared: Limit
    """The width of edges from which the photo is blurred where the print is smeared, px."""
    hides: dict[str, Limit]
    """By code, the values at which light can hide a whole sheet or all of its print."""
    uncrossed: Limit
    """Share of a finding within its limit, over the largest of one beyond, from which it counts."""
    named: Limit
    """Share of a named finding, over the largest."""
    filled: Limit
    """Share of the frame's width or height that a sheet fills; below, moving closer helps."""
    doubt: Limit
    """Distance of p_accept from its limit within which a photo is doubtful."""
    mistaken: dict[str, Mistaken]
    """By the code of the fault."""

    def codes(self) -> frozenset[str]:
        """Return every code in it."""
        mistaken = {code for one in self.mistaken.values() for code in one.counts}
        return frozenset(self.hides.keys() | self.mistaken.keys() | mistaken)
