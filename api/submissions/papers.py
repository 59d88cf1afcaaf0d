"""The papers of a submission: which photo fills which slot, and what is still awaited. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from api.submissions.catalogue import Slot, Variant
from api.submissions.codes import FAILED, KEPT, Code, SlotState, State
from precheck.number.result import Members
from precheck.office.documents import number_kinds

OTHER = "other"
"""The type of papers that no reader recognises."""
OPPOSITE = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One photo or page of a submission."""

    id: str
    file: str = ""
    """Equal for the pages of one file."""
    page: int = 1
    at: float = 0.0
    """When it came, in seconds since 1970."""
    reason: str | None = None
    """Code of the first reason for which it cannot be read."""
    slot: str | None = None
    part: int | None = None
    code: str | None = None
    """Of its filing; None: not checked yet."""
    type: str = OTHER
    cut: frozenset[str] = frozenset()
    """Sides at which the sheet is cut, where nothing else is wrong with the photo."""
    number: str | None = None
    """As typed by an officer, read or doubtful; None if there is none or it is erased."""
    number_sure: bool = False
    number_mac: str | None = None
    masked: str | None = None
    members: Members | None = None
    """Of a Kartu Keluarga whose table was read."""
    decision: str | None = None
    """The officer's."""
    returned: bool = False
    """Whether an officer asked the citizen for it once more, whatever was decided before."""
    expired: bool = False
    """Whether no officer looked in time; the citizen sends another photo."""

    @property
    def kept(self) -> bool:
        """Whether it counts for its slot."""
        if self.returned:
            return False
        if self.decision is not None:
            return self.decision == "accept"
        return self.code in KEPT and not self.expired

    @property
    def failed(self) -> bool:
        """Whether it is a failed attempt that no officer has settled."""
        return self.code in FAILED and self._unsettled and self.page == 1

    @property
    def unplaced(self) -> bool:
        """Whether its sender has still to say what it is."""
        return self.code == Code.ASK_SLOT and self._unsettled and self.page == 1

    @property
    def with_officer(self) -> bool:
        """Whether an officer has still to look at it."""
        return self.code == Code.TO_OFFICER and self._unsettled

    @property
    def _unsettled(self) -> bool:
        return self.decision is None and not self.returned and not self.expired


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotProgress:
    """One slot with its papers."""

    slot: Slot
    papers: tuple[Paper, ...]
    attempts: int
    """Failed ones in a row."""

    @property
    def kept(self) -> tuple[Paper, ...]:
        """The papers that count."""
        return tuple(paper for paper in self.papers if paper.kept)

    @property
    def state(self) -> SlotState:
        """What is known of it."""
        if _fill(self.kept):
            return SlotState.IN
        if any(paper.with_officer for paper in self.papers):
            return SlotState.OFFICER
        return SlotState.UNREADABLE if self.attempts else SlotState.MISSING

    @property
    def has_room(self) -> bool:
        """Whether it takes another part."""
        return len(self.kept) < self.slot.parts_max


def _fill(kept: Sequence[Paper]) -> bool:
    """Return whether papers fill their slot: one that is whole, or two complementary halves."""
    sides = {side for paper in kept for side in paper.cut}
    halves = any(OPPOSITE[side] in sides for side in sides)
    return halves or any(
        not paper.cut or paper.decision == "accept" or paper.code == Code.FILED for paper in kept
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """All papers of a submission."""

    slots: tuple[SlotProgress, ...]
    loose: tuple[Paper, ...]
    """Papers in no slot."""

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All papers, those in no slot first."""
        return (*self.loose, *(paper for one in self.slots for paper in one.papers))

    @property
    def awaited(self) -> tuple[Slot, ...]:
        """The slots for which the citizen is to send a photo, in the service's order."""
        waiting = {SlotState.MISSING, SlotState.UNREADABLE}
        return tuple(one.slot for one in self.slots if one.state in waiting)

    @property
    def awaiting_any_paper(self) -> tuple[Slot, ...]:
        """The awaited slots that papers of no known type fill; their sender says which."""
        return tuple(slot for slot in self.awaited if OTHER in slot.types)

    @property
    def state(self) -> State:
        """Open, officer or complete."""
        if self.awaited:
            return State.OPEN
        settled = all(one.state is SlotState.IN for one in self.slots)
        return State.COMPLETE if settled else State.OFFICER

    def of(self, key: str | None) -> SlotProgress | None:
        """Return the slot of this key."""
        return next((one for one in self.slots if one.slot.key == key), None)

    def attempts(self, key: str | None) -> int:
        """Return the failed attempts of a slot in a row; None: of photos in no slot."""
        one = self.of(key)
        return one.attempts if one else _attempts(self.loose)


def progress(variant: Variant, papers: Iterable[Paper]) -> Progress:
    """Return what papers, in the order in which they came, are of a submission."""
    placed = _adopt(variant, list(papers))
    known = {slot.key for slot in variant.slots}
    return Progress(
        slots=tuple(_of_slot(slot, placed) for slot in variant.slots),
        loose=tuple(paper for paper in placed if paper.slot not in known),
    )


def _of_slot(slot: Slot, papers: Sequence[Paper]) -> SlotProgress:
    mine = tuple(paper for paper in papers if paper.slot == slot.key)
    return SlotProgress(slot=slot, papers=mine, attempts=_attempts(mine))


def _attempts(papers: Sequence[Paper]) -> int:
    """Count the failed papers since the last that was kept, decided or expired."""
    failed = 0
    for paper in papers:
        if paper.failed:
            failed += 1
        elif paper.kept or paper.returned or paper.decision is not None or paper.expired:
            failed = 0
    return failed


def _adopt(variant: Variant, papers: list[Paper]) -> list[Paper]:
    """Place papers without a slot that an officer accepted: the first open slot of their type."""
    for at, paper in enumerate(papers):
        if paper.slot is None and paper.decision == "accept" and not paper.returned:
            slots = (_of_slot(slot, papers) for slot in variant.slots if paper.type in slot.types)
            free = next((one.slot.key for one in slots if one.state is not SlotState.IN), None)
            papers[at] = replace(paper, slot=free)
    return papers


def differing_numbers(variant: Variant, papers: Iterable[Paper]) -> tuple[str, ...]:
    """Return the kinds (kk, nik, akta) with more different numbers than papers in the service.

    Only surely read or typed numbers count. It is information for the officer, never a refusal.
    """
    numbers: dict[str, set[str]] = {}
    for paper in papers:
        kind = number_kinds().get(paper.type)
        sure = paper.number_sure or paper.decision == "accept"
        left = paper.returned or paper.decision == "re-photo"
        if kind and sure and paper.number_mac and not left:
            numbers.setdefault(kind, set()).add(paper.number_mac)
    asked = {
        kind: sum(any(number_kinds().get(t) == kind for t in slot.types) for slot in variant.slots)
        for kind in numbers
    }
    return tuple(kind for kind, found in numbers.items() if len(found) > max(1, asked[kind]))
