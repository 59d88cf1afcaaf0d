"""Identifies the type of a page and its turn, by what can be read on it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from precheck.capture import Grey, Page, Photo, Side
from precheck.document.evidence import TypeEvidence, type_evidence
from precheck.document.headings import BODY_AREAS, CAPTION_AREAS, Heading, read_headings
from precheck.document.line_turn import find_turn, is_upright
from precheck.document.qr import QrCode, QrTarget
from precheck.office.document_type import EMPTY_SIDES
from precheck.office.documents import KNOWN_TYPES, alike
from precheck.sheet.page_net import Recognition
from precheck.sheet.rectify import grey_page, turn_page

MIN_CAPTION_PRIOR = 0.2
"""Probability of a known type by the page net from which captions are read as well."""
MIN_CUT_PRIOR = 0.05
"""Of any known type from which the body of a page that the frame cuts is read."""
HEAD_KINDS = ("title", "province")
"""Of matches that stand in the head of a form."""
DECIDED_PROBABILITY = 0.9
"""Of one type, from which no further captions are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The type and turn of a page."""

    page: Page
    """Upright."""
    recognition: Recognition
    """Types, forms and turn, by evidence."""
    lines: tuple[Heading, ...] = ()
    """The lines that were read."""

    @property
    def head_seen(self) -> bool:
        """Whether a title, or the head of a card, was read."""
        return any(line.match is not None and line.match.kind in HEAD_KINDS for line in self.lines)


def identify(
    photo: Photo, page: Page, recognition: Recognition, code: QrCode | None = None
) -> Identity:
    """Identify the type of a page and turn it upright. recognition: the page net's, as a prior."""
    official = code is not None and code.opens is QrTarget.OFFICIAL
    if code is not None and official:
        page = turn_page(photo, page, code.turn)
    lines = _read_heading(grey_page(page))
    evidence = _evidence(lines, page, recognition, official=official)
    if not official and not evidence.decisive and not _is_upright(page, lines):
        by = find_turn(grey_page(page), recognition.further_turns(page.turn))
        if by:
            page = turn_page(photo, page, by)
            lines = _read_heading(grey_page(page))
            evidence = _evidence(lines, page, recognition, official=official)
    if not recognition.types:
        return Identity(page=page, recognition=recognition, lines=lines)
    if _is_undecided(evidence, recognition) or (official and not evidence.decisive):
        lines = (*lines, *read_headings(grey_page(page), CAPTION_AREAS))
        evidence = _evidence(lines, page, recognition, official=official)
    if _may_lack_heading(evidence, recognition, page):
        lines = (*lines, *read_headings(grey_page(page), BODY_AREAS))
        evidence = _evidence(lines, page, recognition, official=official, body=True)
    return Identity(page=page, recognition=_updated(recognition, evidence, page), lines=lines)


def _read_heading(picture: Grey) -> tuple[Heading, ...]:
    """Read the heading down to the title, if it has one."""
    lines: list[Heading] = []
    for line in read_headings(picture):
        lines.append(line)
        if line.match is not None and line.match.kind == "title":
            break
    return tuple(lines)


def _evidence(
    lines: tuple[Heading, ...],
    page: Page,
    recognition: Recognition,
    *,
    official: bool,
    body: bool = False,
) -> TypeEvidence:
    rows, columns = page.flat.shape[:2]
    prior = recognition.types
    return type_evidence(lines, prior, columns / rows, official=official, body=body)


def _is_undecided(evidence: TypeEvidence, recognition: Recognition) -> bool:
    """Return whether captions may show that the page is of a known type."""
    if evidence.decisive:
        return max(evidence.types.values()) < DECIDED_PROBABILITY
    return max(recognition.types.get(type_, 0.0) for type_ in KNOWN_TYPES) >= MIN_CAPTION_PRIOR


def _may_lack_heading(evidence: TypeEvidence, recognition: Recognition, page: Page) -> bool:
    """Return whether the page may be of a known type whose title and first captions are lost."""
    if evidence.foreign or max(evidence.types, key=lambda t: evidence.types[t]) != "other":
        return False
    known = sum(recognition.types.get(type_, 0.0) for type_ in KNOWN_TYPES)
    return known >= (MIN_CUT_PRIOR if Side.TOP in page.clipped else MIN_CAPTION_PRIOR)


def _is_upright(page: Page, lines: tuple[Heading, ...]) -> bool:
    return is_upright(grey_page(page), [line.line for line in lines if not line.joined])


def _updated(recognition: Recognition, evidence: TypeEvidence, page: Page) -> Recognition:
    """Replace the page net's types by the evidence, except on an empty side without any."""
    if recognition.best_type in EMPTY_SIDES and not evidence.decisive:
        return replace(recognition, turn=page.turn)
    types = evidence.types
    types |= dict.fromkeys(EMPTY_SIDES, 0.0)
    return replace(recognition, turn=page.turn, types=types, forms=_forms(recognition, types))


def _forms(recognition: Recognition, types: Mapping[str, float]) -> Mapping[str, float]:
    """Return the page net's forms; none where its type differs from the evidence."""
    best, seen = max(types, key=lambda type_: types[type_]), recognition.best_type
    return recognition.forms if seen in (*alike(best), best) else {}
