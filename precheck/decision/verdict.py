"""What the decision on one photo rests on, and the verdict, in codes. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from precheck.capture import Covers, Photo, Points, Side
from precheck.document.subject import DetectedDocument, Subject
from precheck.measurement import Measurement
from precheck.number.result import Number, NumberState
from precheck.office.limit import Limit, Outcome


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
    edge_width: float | None = None
    """Of the photo's sharpest edges, see `precheck/decode/sharpness.py`; None if not measured."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One measurement compared with its limit."""

    code: str
    measurement: Measurement
    limit: Limit

    @property
    def outcome(self) -> Outcome:
        """Whether the value is within its limit, too low, too high or not measured."""
        return self.limit.judge(self.measurement.value)

    @property
    def crossed(self) -> bool:
        """Whether the value is outside its limit."""
        return self.outcome in (Outcome.TOO_LOW, Outcome.TOO_HIGH)

    @property
    def strain(self) -> float:
        """Ratio of value and limit, 1 at the limit; 0 if not measured."""
        value = self.measurement.value
        return 0.0 if value is None else self.limit.strain(value)


class Code(StrEnum):
    """Reason codes in the order that breaks ties. The last two occur only as notes.

    `screen` is a reason only if the office requires originals, else a note.
    """

    NO_DOCUMENT = "no_document"
    WRONG_DOCUMENT = "wrong_document"
    SEVERAL_DOCUMENTS = "several_documents"
    CROPPING = "cropping"
    OCCLUSION = "occlusion"
    GLARE = "glare"
    BLUR = "blur"
    DARK = "dark"
    OVEREXPOSED = "overexposed"
    SHADOW = "shadow"
    LOW_CONTRAST = "low_contrast"
    TOO_SMALL = "too_small"
    PERSPECTIVE = "perspective"
    NOISE = "noise"
    NUMBER_UNREAD = "number_unread"
    SCREEN = "screen"
    SCREENSHOT = "screenshot"
    MORE_PAGES = "more_pages"


class Decision(StrEnum):
    """The verdict: accept, or ask for another photo."""

    ACCEPT = "accept"
    RE_PHOTO = "re-photo"


class Next(StrEnum):
    """The caller's next step."""

    DONE = "done"
    RETRY = "retry"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason for another photo, or a note."""

    code: Code
    where: Points | None = None
    side: Side | None = None
    covers: Covers | None = None
    share: float = 0.0
    """Share of the must-read text it costs, 0–1."""
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Versions of everything that decides the verdict."""

    service: str
    models: str
    policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """Properties of the received picture."""

    format: str
    width: int
    height: int
    bytes: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The verdict on one photo; `precheck.answer` renders it as JSON and text."""

    decision: Decision
    next: Next
    p_accept: float
    """0–1: calibrated probability that the photo meets the accept policy. Higher is better."""
    reasons: tuple[Reason, ...]
    notes: tuple[Reason, ...]
    document: DetectedDocument
    turn: int | None
    others: tuple[DetectedDocument, ...]
    number: Number | None
    qr: str | None
    findings: Mapping[str, Finding]
    image: Image
    took_ms: Mapping[str, int]
    versions: Versions
    requested: tuple[str, ...] = ()
    """The requested document types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPhoto:
    """The verdict on one photo, with what else was requested."""

    verdict: Verdict
    overlay: bytes | None = None
    """A JPEG."""
    likeness: bytes | None = None
    """The shot's signature (`decode.likeness`); None also for a photo without structure."""
    features: tuple[float, ...] = ()
    """Of `p_accept`, in the order of `features.DIRECTIONS`; empty if there was nothing to judge."""
