"""What paper a page is, and which way up it lies, by what can be read on it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from precheck.capture import Grey, Page, Photo
from precheck.document.evidence import KNOWN, Evidence, weighed
from precheck.document.headings import SMALLER, Heading, headings
from precheck.document.titles import told
from precheck.document.turn import lies_upright, turn_of
from precheck.flatten import grey, turned
from precheck.qr import Code, Qr
from precheck.recognise import Recognition

POSSIBLE = 0.2
"""Probability of a known type by looks, from which its labels are sought as well."""
DECIDED = 0.9
"""Probability of one type from which a caption needs no others beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What paper a page is."""

    page: Page
    """Upright."""
    recognition: Recognition
    """Types, forms and turn, by evidence."""
    lines: tuple[Heading, ...] = ()
    """What was read."""


def identify(
    photo: Photo, page: Page, recognition: Recognition, code: Code | None = None
) -> Identity:
    """Tell the type of a page and turn it upright. recognition: its looks, a prior."""
    official = code is not None and code.opens is Qr.OFFICIAL
    if code is not None and official:
        page = turned(photo, page, code.turn)
    lines = _heading(grey(page))
    evidence = _evidence(lines, page, recognition, official=official)
    if not official and not evidence.telling and not _upright(page, lines):
        by = turn_of(grey(page), recognition.turns(page.turn))
        if by:
            page = turned(photo, page, by)
            lines = _heading(grey(page))
            evidence = _evidence(lines, page, recognition, official=official)
    if not recognition.types:
        return Identity(page=page, recognition=recognition, lines=lines)
    if _undecided(evidence, recognition) or (official and not evidence.telling):
        lines = (*lines, *headings(grey(page), SMALLER))
        evidence = _evidence(lines, page, recognition, official=official)
    return Identity(page=page, recognition=_recognised(recognition, evidence, page), lines=lines)


def _heading(picture: Grey) -> tuple[Heading, ...]:
    """Read the heading down to the title, if it has one."""
    lines: list[Heading] = []
    for line in headings(picture):
        lines.append(line)
        said = told(line.text)
        if said is not None and said.kind == "title":
            break
    return tuple(lines)


def _evidence(
    lines: tuple[Heading, ...], page: Page, recognition: Recognition, *, official: bool
) -> Evidence:
    rows, columns = page.flat.shape[:2]
    return weighed(lines, recognition.types, columns / rows, official=official)


def _undecided(evidence: Evidence, recognition: Recognition) -> bool:
    """Say whether captions may tell that the page is of a known type."""
    if evidence.telling:
        return max(evidence.types.values()) < DECIDED
    return max(recognition.types.get(type_, 0.0) for type_ in KNOWN) >= POSSIBLE


def _upright(page: Page, lines: tuple[Heading, ...]) -> bool:
    """Say whether the lines of the head stand plainly upright."""
    return lies_upright(grey(page), [line.line for line in lines if not line.joined])


def _recognised(recognition: Recognition, evidence: Evidence, page: Page) -> Recognition:
    """Put the evidence in the place of looks, but on a side that looks empty and tells nothing."""
    empty = {"blank_side", "back_side"}
    if recognition.likeliest in empty and not evidence.telling:
        return replace(recognition, turn=page.turn)
    types = evidence.types
    types |= dict.fromkeys(empty, 0.0)
    return replace(recognition, turn=page.turn, types=types, forms=_forms(recognition, types))


def _forms(recognition: Recognition, types: Mapping[str, float]) -> Mapping[str, float]:
    """Return the forms that the looks tell; none where they are of another type's form."""
    akta = ("akta_kelahiran", "akta_kematian")
    best = max(types, key=lambda type_: types[type_])
    seen = recognition.likeliest
    same = best == seen or (best in akta and seen in akta)
    return recognition.forms if same else {}
