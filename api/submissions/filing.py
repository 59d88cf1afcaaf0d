"""Files one checked photo of a submission: into which slot, or why not. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.submissions.catalogue import Slot, Variant
from api.submissions.codes import Code, Filing, SlotState, State
from api.submissions.papers import OPPOSITE, OTHER, Paper, Progress, SlotProgress, progress
from api.submissions.seen import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What filing depends on beside the papers and the answer."""

    handed_over: Callable[[int], bool] = lambda attempt: attempt >= 3
    """Whether a failed attempt of this number goes to an officer."""
    advise: bool = False
    """Whether nothing is refused (mode advise): what cannot be read is left to an officer."""
    number_mac: str | None = None
    """Of the number in the answer."""
    refused: frozenset[str] = frozenset()
    """Slots that its sender says it is not for; only of papers that no reader recognises."""
    first_page: Paper | None = None
    """Of the same file, if this is another page of it."""


def file(
    variant: Variant,
    filed: Sequence[Paper],
    answer: Mapping[str, Any],
    stated_slot: str | None = None,
    around: Around = Around(),
) -> Filing:
    """Return what becomes of a photo.

    filed: the papers of the submission, in the order in which they came.
    answer: that of `/check`.
    stated_slot: the slot that the sender named.
    """
    seen = Seen.of(answer, around.number_mac, advise=around.advise)
    case = _Case(seen, variant, progress(variant, filed), variant.slot(stated_slot))
    if around.first_page is not None:
        return _further_page(case, around.first_page)
    found = _unknown_paper(case, around.refused) if seen.type == OTHER else _known_paper(case)
    return _counted(case, found, around.handed_over)


@dataclass(frozen=True, slots=True)
class _Case:
    """One photo before the slots of its submission."""

    seen: Seen
    variant: Variant
    progress: Progress
    stated: Slot | None

    @property
    def takers(self) -> list[SlotProgress]:
        """The slots that take its type, the stated one first, then in the service's order."""
        fitting = [one for one in self.progress.slots if self.seen.type in one.slot.types]
        return sorted(fitting, key=lambda one: one.slot != self.stated)

    @property
    def free(self) -> list[SlotProgress]:
        """Those that are not filled, the stated one first, the ones with an officer last."""
        open_ = [one for one in self.takers if one.state is not SlotState.IN]
        return sorted(
            open_, key=lambda one: one.slot != self.stated and one.state is SlotState.OFFICER
        )

    @property
    def only_awaited(self) -> str | None:
        """The stated slot, else the only one that is awaited."""
        if self.stated is not None:
            return self.stated.key
        awaited = self.progress.awaited
        return awaited[0].key if len(awaited) == 1 else None


def _known_paper(case: _Case) -> Filing:
    seen, takers, free = case.seen, case.takers, case.free
    if not takers:
        return _not_asked_for(case)
    twin = next((p for one in takers for p in one.kept if seen.same_number(p)), None)
    if twin is not None or not free:
        full = next((one for one in takers if twin in one.kept), takers[0])
        return Filing(code=Code.ALREADY_IN, slot=full.slot.key, part=len(full.kept) + 1)
    target = free[0]
    if seen.legible or seen.wrong:  # wrong: asked for too late, so that its verdict says nothing
        return Filing(code=Code.FILED, slot=target.slot.key, part=1, look=seen.wrong)
    half = _other_half(seen, target)
    if half is not None:
        joined = (half.id,)
        return Filing(code=Code.PART, slot=target.slot.key, part=2, joined=joined, look=True)
    return Filing(code=Code.UNREADABLE, slot=target.slot.key)


def _not_asked_for(case: _Case) -> Filing:
    """Return the filing of a type that no slot takes; illegible, its type is only a guess."""
    if case.seen.legible or case.seen.wrong:
        return Filing(code=Code.WRONG_PAPER, slot=case.stated.key if case.stated else None)
    return Filing(code=Code.UNREADABLE, slot=case.only_awaited)


def _other_half(seen: Seen, target: SlotProgress) -> Paper | None:
    """Return the last failed photo of the slot if it shows what this one cuts off."""
    failed = [paper for paper in target.papers if paper.failed]
    if not failed or target.slot.parts_max < 2:
        return None
    last = failed[-1]
    complementary = any(OPPOSITE[side] in last.cut for side in seen.cut)
    same_paper = last.type == seen.type and not seen.other_number(last)
    return last if complementary and same_paper else None


def _unknown_paper(case: _Case, refused: frozenset[str]) -> Filing:
    seen, stated = case.seen, case.stated
    free = [one for one in case.free if one.slot.key not in refused]
    if stated is not None and OTHER not in stated.types:
        code = Code.WRONG_PAPER if seen.legible else Code.UNREADABLE
        return Filing(code=code, slot=stated.key)
    if not seen.legible:
        return Filing(code=Code.UNREADABLE, slot=case.only_awaited)
    if stated is not None:
        return _put(case.takers[0])
    if len(free) == 1 and not refused:
        return Filing(code=Code.FILED, slot=free[0].slot.key, part=1)
    if free:
        return Filing(code=Code.ASK_SLOT, choices=tuple(one.slot.key for one in free))
    return Filing(code=Code.ALREADY_IN) if refused else _unexpected_paper(case)


def _unexpected_paper(case: _Case) -> Filing:
    """Return the filing of a legible paper of no known type that no open slot takes."""
    roomy = [one for one in case.takers if one.has_room]
    if roomy:
        return _put(max(roomy, key=lambda one: one.kept[-1].id))  # ids sort by time
    if case.progress.awaited:  # only where nothing is refused: mode advise
        return Filing(code=Code.TO_OFFICER, slot=case.only_awaited)
    return Filing(code=Code.ALREADY_IN)


def _put(one: SlotProgress) -> Filing:
    """Return the filing into this very slot, whether or not it is filled."""
    part = len(one.kept) + 1
    if one.state is not SlotState.IN:
        return Filing(code=Code.FILED, slot=one.slot.key, part=part)
    code = Code.PART if one.has_room else Code.ALREADY_IN
    return Filing(code=code, slot=one.slot.key, part=part)


def place_in(variant: Variant, filed: Sequence[Paper], slot: str) -> Filing:
    """Return the filing of a legible photo into the slot that its sender named."""
    one = progress(variant, filed).of(slot)
    assert one is not None
    return _put(one)


def _further_page(case: _Case, first: Paper) -> Filing:
    """Return the filing of a page after the first: its own slot, else with the first page.

    It is no attempt of the citizen, who sent one file.
    """
    seen, free = case.seen, case.free
    with_first = case.progress.of(first.slot)
    known = seen.type != OTHER and bool(free)
    alone = first.slot is None and seen.legible and len(free) == 1
    if (known and seen.legible) or alone:
        return Filing(code=Code.FILED, slot=free[0].slot.key, part=1)
    if with_first is None:
        code = Code.ASK_SLOT if first.code == Code.ASK_SLOT else Code.ALREADY_IN
        choices = tuple(one.slot.key for one in free)
        return Filing(code=code, choices=choices, look=not seen.legible)
    if not first.kept:
        return Filing(code=Code.UNREADABLE, slot=first.slot)
    part = len(with_first.kept) + 1
    return Filing(code=Code.PART, slot=first.slot, part=part, look=not seen.legible)


def _counted(case: _Case, found: Filing, handed_over: Callable[[int], bool]) -> Filing:
    """Return the filing with its attempt; nothing is refused once all papers are in."""
    if found.code not in {Code.UNREADABLE, Code.WRONG_PAPER}:
        return found
    if case.progress.state is State.COMPLETE:
        return Filing(code=Code.ALREADY_IN)
    if case.seen.advised:
        return replace(found, code=Code.TO_OFFICER)
    attempt = case.progress.attempts(found.slot) + 1
    code = Code.TO_OFFICER if handed_over(attempt) else found.code
    return replace(found, code=code, attempt=attempt)
