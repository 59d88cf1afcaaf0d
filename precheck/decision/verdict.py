"""The verdict on one photo, in codes. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from precheck.capture import Covers, Points, Side
from precheck.decision.finding import Finding
from precheck.document.subject import DetectedDocument
from precheck.number.result import Number


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
    """The verdict on one photo, and the overlay picture, a JPEG, if it was requested."""

    verdict: Verdict
    overlay: bytes | None = None
