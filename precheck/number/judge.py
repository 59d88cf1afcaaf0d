"""Judges a reading of the number: its features, confidence, and read, doubtful or unread."""

from collections.abc import Sequence

from precheck.number.candidates import has_stray_dot
from precheck.number.confidence import ReadingEvidence, confidence, model
from precheck.number.find import FoundLine
from precheck.number.readings import Readings
from precheck.number.result import Digit, Number, NumberState
from precheck.number.votes import VoteResult, compatible_positions
from precheck.number_formats import regions
from precheck.number_formats.formats import NUMBER_FORMATS
from precheck.number_formats.parts import NumberParts

MIN_CHARACTER_SUPPORT = 0.95  # of a single character that counts as read
GROUPS_OF_FOUR = (4, 8, 12)  # gaps of a number printed in groups of four


def judge(
    parts: NumberParts, vote: VoteResult, evidence: ReadingEvidence, *, whole: bool
) -> Number:
    """Return the number with its state. `whole`: no part of it is missing."""
    chance = confidence(parts.kind, evidence)
    state = _state(parts, evidence, chance, whole=whole)
    if state is NumberState.UNREAD:
        return Number(kind=parts.kind, state=state, confidence=chance)
    return Number(
        kind=parts.kind,
        state=state,
        value=parts.number if state is NumberState.READ else None,
        candidate=None if state is NumberState.READ else parts.number,
        masked=NUMBER_FORMATS[parts.kind].mask(parts.number),
        confidence=chance,
        digits=_digits(vote, state),
        flags=parts.flags,
    )


def reading_evidence(
    best: FoundLine, readings: Readings, vote: VoteResult, parts: NumberParts
) -> ReadingEvidence:
    """Return the features of the elected reading."""
    region = parts.region
    return ReadingEvidence(
        network=float(readings.network[0] == vote.text),
        network_again=_equal_share(vote.text, readings.network[1:]),
        alone=float(readings.certain),
        tesseract=_equal_share(vote.text, readings.tesseract),
        tesseract_signs=float(_confirms_all(vote.text, readings.tesseract)),
        sureness=readings.sureness,
        weakest=min(vote.support),
        labelled=float(best.number.labelled),
        region_known=float(region is None or regions.name(region[:4]) is not None),
        mended=float(readings.mended),
        torn=float(has_gap(best)),
    )


def has_gap(best: FoundLine) -> bool:
    """Return whether a gap suggests that a fold or a cover hides a character, or part of one.

    Both readers read the rest of a 3 or a 4 as a 1, and UNIT without UN as IT.
    """
    return best.number.gaps not in ((), GROUPS_OF_FOUR)


def _equal_share(text: str, readings: Sequence[str]) -> float:
    return sum(reading == text for reading in readings) / max(len(readings), 1)


def _confirms_all(text: str, readings: Sequence[str]) -> bool:
    """Return whether each character has an equal or confusable one in some reading."""
    confirmed = set().union(*(compatible_positions(text, reading) for reading in readings))
    return confirmed >= set(range(len(text)))


def is_whole(best: FoundLine, readings: Readings, parts: NumberParts) -> bool:
    """Return whether no part of the number is missing.

    No gap may suggest a hidden character. An akta number has no fixed length: no reading may extend
    it. An older form can begin with anything: it must have its label, and no stray dots.
    """
    if has_gap(best):
        return False
    if parts.kind != "akta":
        return True
    longer = any(parts.number in text and parts.number != text for text in readings.network)
    own = parts.form != "office" or (best.number.labelled and not has_stray_dot(parts.number))
    return own and not longer


def _state(
    parts: NumberParts, evidence: ReadingEvidence, chance: float, *, whole: bool
) -> NumberState:
    """Return `read` only if the line net is certain or two readers agree on each character.

    Tesseract hardly knows the KTP's typeface: there two readings of the line net must agree.
    A province that does not exist is a misread digit.
    """
    kind, limits = parts.kind, model()["limits"]
    possible = parts.region is None or regions.name(parts.region[:2]) is not None
    network = evidence.network + 2 * evidence.network_again
    agreed = network >= 2 if kind == "nik" else network >= 1 and evidence.tesseract_signs
    if chance >= limits["read"][kind] and whole and possible and (agreed or evidence.alone):
        return NumberState.READ
    return NumberState.DOUBTFUL if chance >= limits["doubtful"] else NumberState.UNREAD


def _digits(vote: VoteResult, state: NumberState) -> tuple[Digit, ...]:
    states = [
        NumberState.READ if support >= MIN_CHARACTER_SUPPORT else state  # doubtful or read
        for support in vote.support
    ]
    return tuple(
        Digit(char=char, state=known) for char, known in zip(vote.text, states, strict=True)
    )
