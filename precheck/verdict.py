"""What a measure says, what a limit makes of it, and what is told in the end. Data and rules."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from precheck.capture import Capture, Covers, Place, Points, Side
from precheck.number import Number


class Code(StrEnum):
    """Reason codes, in the order that breaks ties; the last three only ever stand in notes.

    `screen` decides only where the office insists on originals.
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


class Outcome(StrEnum):
    """What a limit makes of a value."""

    OK = "ok"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    UNMEASURED = "unmeasured"


class Decision(StrEnum):
    """The verdict: whether what must be read can be read."""

    ACCEPT = "accept"
    RE_PHOTO = "re-photo"


class Next(StrEnum):
    """What the caller does next."""

    DONE = "done"
    RETRY = "retry"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A measure's value, in the measure's own unit, and where it lies."""

    value: float | None
    places: tuple[Place, ...] = ()
    """Largest share of must-read text first."""

    @property
    def share(self) -> float:
        """Share of the must-read text that all its places cost, 0–1. Lower is better."""
        return min(1.0, sum(place.share for place in self.places))


Measure = Callable[[Capture], Measurement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The values a measure may take, edges included, in the measure's unit."""

    at_least: float = -math.inf
    at_most: float = math.inf
    unit: str
    source: str

    def judge(self, value: float | None) -> Outcome:
        """Say on which side of the limit the value lies. NaN never passes."""
        if value is None:
            return Outcome.UNMEASURED
        if self.at_least <= value <= self.at_most:
            return Outcome.OK
        return Outcome.TOO_LOW if value < self.at_least else Outcome.TOO_HIGH

    def strain(self, value: float) -> float:
        """Say how near the value comes to its limit: 0 far inside, 1 at it, above 1 beyond."""
        if value > self.at_most or (math.isfinite(self.at_most) and self.at_most > 0):
            return value / max(self.at_most, 1e-6)
        return self.at_least / max(value, 1e-6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One measure, judged."""

    code: str
    measurement: Measurement
    limit: Limit

    @property
    def outcome(self) -> Outcome:
        """On which side of its limit the value lies."""
        return self.limit.judge(self.measurement.value)

    @property
    def crossed(self) -> bool:
        """Whether the limit is passed."""
        return self.outcome in (Outcome.TOO_LOW, Outcome.TOO_HIGH)

    @property
    def strain(self) -> float:
        """How near the limit, 1 at it; 0 where nothing was measured."""
        value = self.measurement.value
        return 0.0 if value is None else self.limit.strain(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why another photo is needed, or what was noted."""

    code: Code
    where: Points | None = None
    side: Side | None = None
    covers: Covers | None = None
    share: float = 0.0
    """Share of the must-read text it costs, 0–1."""
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One document seen in the photo."""

    type: str
    confidence: float
    quad: Points | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What gave the verdict."""

    service: str
    models: str
    policy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """The picture as it came, without its pixels."""

    format: str
    width: int
    height: int
    bytes: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Everything that is said of one photo, in codes; `render` makes JSON and sentences of it."""

    decision: Decision
    next: Next
    p_accept: float
    """0–1: calibrated probability that the photo meets the accept policy. Higher is better."""
    reasons: tuple[Reason, ...]
    notes: tuple[Reason, ...]
    document: Seen
    turn: int | None
    others: tuple[Seen, ...]
    number: Number | None
    qr: str | None
    findings: Mapping[str, Finding]
    image: Image
    took_ms: Mapping[str, int]
    versions: Versions
    asked: tuple[str, ...] = field(default=())
    """The types that were asked for."""


def reason_of(finding: Finding, detail: str | None = None, *, share: float | None = None) -> Reason:
    """Tell a finding as a reason, at its costliest place. share: what it costs, if better known."""
    place = finding.measurement.places[0] if finding.measurement.places else None
    return Reason(
        code=Code(finding.code),
        where=place.polygon if place else None,
        side=place.side if place else None,
        covers=place.covers if place else None,
        share=finding.measurement.share if share is None else share,
        detail=detail,
    )


LOOKS_LIKE: Mapping[Code, tuple[float, tuple[Code, ...]]] = {
    Code.NOISE: (2.0, (Code.BLUR,)),
    Code.PERSPECTIVE: (2.0, (Code.BLUR, Code.TOO_SMALL, Code.OCCLUSION)),
    Code.SHADOW: (10.0, (Code.OCCLUSION,)),
}
"""Strain of its own limit from which a fault of the photo is taken for the cause, and what the
print that it spoils looks like."""
FAR_MORE = 3.0
"""Times the costliest crossed limit's share: what costs so much is told within its limit too."""
LITTLE, MIN_LOST_SHARE = 0.1, 0.005
"""Of the costliest reason's share, and of the must-read text, less than a word's: what costs less
explains nothing."""


def explain(
    findings: Mapping[str, Finding], causes: Mapping[str, float]
) -> tuple[tuple[Finding, float], ...]:
    """Choose the findings that explain an illegible photo, the costliest first; never none.

    causes: by code, the share of the must-read text that it makes illegible; where that is not
    known, the measure's own places tell it.
    Crossed limits that cost text, and what costs far more text than any of them, limit or not; else
    crossed ones; else the one nearest its limit.
    Legibility itself is what is explained and never an explanation.
    Returns each with its share.
    """
    shares = _passed_on(findings, causes)
    candidates = [
        (f, shares.get(f.code, f.measurement.share))
        for f in findings.values()
        if f.code in list(Code)
    ]
    crossed = [(f, share) for f, share in candidates if f.crossed]
    expected = max((share for _, share in crossed), default=0.0)
    told = [(f, share) for f, share in candidates if f.crossed or share > FAR_MORE * expected]
    most = max((share for _, share in told), default=0.0)
    costly = [(f, share) for f, share in told if share > max(LITTLE * most, MIN_LOST_SHARE)]
    chosen = costly or crossed or sorted(candidates, key=lambda one: -one[0].strain)[:1]
    return tuple(sorted(chosen, key=_weight))


def _passed_on(findings: Mapping[str, Finding], causes: Mapping[str, float]) -> Mapping[str, float]:
    """Give what only looks blurred, small or covered to what makes it so."""
    shares = dict(causes)
    for code, (strain, alike) in LOOKS_LIKE.items():
        if code in findings and findings[code].strain >= strain:
            taken = sum(shares.get(other, 0.0) for other in (code, *alike))
            shares |= {**dict.fromkeys(alike, 0.0), code: taken}
    return shares


def _weight(explained: tuple[Finding, float]) -> tuple[float, float, int]:
    finding, share = explained
    return -round(share, 2), -finding.strain, list(Code).index(Code(finding.code))


HELPLESS = frozenset({Code.LOW_CONTRAST})
"""Reasons that no action of the citizen mends: faded, torn or badly printed paper."""


def next_step(
    decision: Decision,
    reasons: tuple[Reason, ...],
    attempt: int,
    *,
    hand_over_at: int,
    advise: bool,
) -> Next:
    """Say what the caller does: done, another try, or an officer."""
    if decision is Decision.ACCEPT or advise:
        return Next.DONE
    helpless = attempt > 1 and bool(reasons) and reasons[0].code in HELPLESS
    return Next.OFFICER if helpless or attempt >= hand_over_at else Next.RETRY
