"""What is told of a reading: how likely it is right, and whether it is read, doubtful or unread."""

from collections.abc import Sequence

from precheck.extract.candidates import dotted
from precheck.extract.evidence import Evidence, confidence, model
from precheck.extract.readings import Readings
from precheck.extract.seek import Seen
from precheck.extract.votes import Count, alike
from precheck.number import Digit, Number, NumberState
from precheck.numbers import FORMATS, Parts, regions

SURE = 0.95  # support from which a single position counts as read
GROUPED = (4, 8, 12)  # where a number printed in groups of four has gaps


def judged(parts: Parts, count: Count, evidence: Evidence, *, whole: bool) -> Number:
    """Return the number as far as the evidence bears it. `whole`: that no part of it is missing."""
    chance = confidence(parts.kind, evidence)
    state = _state(parts.kind, evidence, chance, whole=whole)
    if state is NumberState.UNREAD:
        return Number(kind=parts.kind, state=state, confidence=chance)
    return Number(
        kind=parts.kind,
        state=state,
        value=parts.number if state is NumberState.READ else None,
        candidate=None if state is NumberState.READ else parts.number,
        masked=FORMATS[parts.kind].mask(parts.number),
        confidence=chance,
        digits=_digits(count, state),
        flags=parts.flags,
    )


def weighed(best: Seen, readings: Readings, count: Count, parts: Parts) -> Evidence:
    """Gather what speaks for a reading."""
    assert best.candidate is not None
    region = parts.region
    return Evidence(
        network=float(readings.network[0] == count.text),
        network_again=_share(count.text, readings.network[1:]),
        alone=float(not readings.tesseract),
        tesseract=_share(count.text, readings.tesseract),
        tesseract_signs=float(_all_signs(count.text, readings.tesseract)),
        sureness=readings.sureness,
        weakest=min(count.support),
        labelled=float(best.candidate.labelled),
        region_known=float(region is None or regions.name(region[:4]) is not None),
        mended=float(readings.mended),
        torn=float(_torn(best)),
    )


def _torn(best: Seen) -> bool:
    """Say whether a gap shows that a fold or a cover took a sign, or part of one.

    What is left of a 3 or a 4 is read as a 1, and UNIT without UN as IT, by both readers.
    """
    assert best.candidate is not None
    return best.candidate.gaps not in ((), GROUPED)


def _share(text: str, readings: Sequence[str]) -> float:
    return sum(reading == text for reading in readings) / max(len(readings), 1)


def _all_signs(text: str, readings: Sequence[str]) -> bool:
    """Say whether each sign of the text stands in its place in one reading at least, or nearly."""
    return set().union(*(alike(text, reading) for reading in readings)) >= set(range(len(text)))


def is_whole(best: Seen, readings: Readings, parts: Parts) -> bool:
    """Say whether the number is known to be whole: none of its digits torn.

    An akta's has no fixed length: no reading may go on where it ends or begins. An old form may
    begin anyhow: it must stand behind its label, and the dots in it must be its own.
    """
    assert best.candidate is not None
    if _torn(best):
        return False
    if parts.kind != "akta":
        return True
    longer = any(parts.number in text and parts.number != text for text in readings.network)
    own = parts.form != "office" or (best.candidate.labelled and not dotted(parts.number))
    return own and not longer


def _state(kind: str, evidence: Evidence, chance: float, *, whole: bool) -> NumberState:
    """Call a number read only where the network is sure or two readers agree on each sign of it.

    On the KTP-el, whose typeface tesseract hardly knows, two readings of the network must.
    """
    limits = model()["limits"]
    network = evidence.network + 2 * evidence.network_again
    agreed = network >= 2 if kind == "nik" else network >= 1 and evidence.tesseract_signs
    if chance >= limits["read"][kind] and whole and (agreed or evidence.alone):
        return NumberState.READ
    return NumberState.DOUBTFUL if chance >= limits["doubtful"] else NumberState.UNREAD


def _digits(count: Count, state: NumberState) -> tuple[Digit, ...]:
    sure = [support >= SURE or state is NumberState.READ for support in count.support]
    states = [NumberState.READ if known else NumberState.DOUBTFUL for known in sure]
    return tuple(
        Digit(char=char, state=known) for char, known in zip(count.text, states, strict=True)
    )
