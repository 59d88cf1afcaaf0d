"""Everything that the decision on one photo rests on. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from precheck.capture import Photo
from precheck.document.subject import Subject
from precheck.measurement import Measurement
from precheck.number.result import Number, NumberState


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What was detected, measured and read in one photo."""

    photo: Photo
    subject: Subject
    p_accept: float = 0.0
    measurements: Mapping[str, Measurement] = field(default_factory=dict)
    causes: Mapping[str, float] = field(default_factory=dict)
    """By reason code: the share of the must-read text that it makes illegible, 0–1."""
    number: Number | None = None
    qr: str | None = None
    took_ms: Mapping[str, int] = field(default_factory=dict)

    @property
    def number_unread(self) -> bool:
        """Whether the document has a number and it was not read."""
        return self.number is not None and self.number.state is NumberState.UNREAD

    @property
    def frame_fill(self) -> float:
        """The sheet's share of the frame's width or height, the larger one."""
        quad = self.subject.page.sheet.quad
        extent = quad.max(axis=0) - quad.min(axis=0)
        return float(max(extent[0] / self.photo.width, extent[1] / self.photo.height))
