"""What precheck spared a submission: the officers' letters and the days of waiting. Pure.

It is told against an office that takes every photo at once: on the next working day an officer
writes to the citizen for what cannot be used, and the citizen takes as long as in fact to send it
again. Papers wait side by side, so that only the paper that is late longest counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.http import local_time
from api.submissions.codes import KEPT, Code
from api.submissions.papers import Paper
from api.submissions.workdays import Workdays
from precheck.decision.verdict import Code as Reason

ASKED_AT_ONCE = frozenset({Code.UNREADABLE, Code.WRONG_PAPER})
TOGETHER_SECONDS = 60.0
"""Photos of one paper that come within this time are one round: an officer writes once."""


@dataclass(frozen=True, slots=True)
class Spared:
    """What was spared, and what was not."""

    rounds: Sequence[tuple[str, float]] = ()
    """For each letter that no officer had to write its reason and the days of waiting, one after
    the other."""
    letters: int = 0
    """Files that an officer sent back in fact."""

    def as_json(self) -> dict[str, object]:
        """Return what is stored with the submission."""
        return {"rounds": [list(one) for one in self.rounds], "letters": self.letters}


@dataclass(frozen=True, slots=True)
class _Chain:
    """The photos of one slot that were asked for again, and the one that ended it."""

    failed: Sequence[Paper]
    kept: Paper


def spared(held: Sequence[Paper], workdays: Workdays) -> Spared:
    """Return what was spared. held: the papers in the order in which they came.

    A photo counts if precheck sent it back at once, no officer accepted it, and a later one of its
    slot was kept without an officer's decision.
    """
    files = [one for one in held if one.page == 1 and one.code != Code.REPEAT]
    letters = sum(_sent_back_by_officer(one) for one in files)
    ends = [local_time.day_of(one.at, workdays.zone) for one in files if one.kept]
    late = max((_late(chain, workdays) for chain in _chains(files)), default=None)
    if late is None or not ends:
        return Spared(letters=letters)
    end, waits = late
    days = max(0, (end - max(ends)).days)
    whole = sum(wait for _, wait in waits)
    return Spared(tuple((reason, round(days * wait / whole, 2)) for reason, wait in waits), letters)


def _sent_back_by_officer(one: Paper) -> bool:
    refused = one.returned or one.decision == "re-photo"
    return refused and one.code not in ASKED_AT_ONCE


def _chains(files: Sequence[Paper]) -> Sequence[_Chain]:
    found: dict[str | None, tuple[list[Paper], Paper]] = {}
    for at, one in enumerate(files):
        if one.code not in ASKED_AT_ONCE or one.decision == "accept":
            continue
        later = (p for p in files[at + 1 :] if p.code in KEPT and p.kept)
        end = next((p for p in later if one.slot in {None, p.slot}), None)
        if end is not None:
            failed, _ = found.setdefault(end.slot, ([], end))
            if not failed or one.at - failed[-1].at > TOGETHER_SECONDS:
                failed.append(one)
            found[end.slot] = failed, end
    return [_Chain(failed, end) for failed, end in found.values()]


def _late(chain: _Chain, workdays: Workdays) -> tuple[date, list[tuple[str, int]]]:
    """Return when the paper would have been in, and the reason and the days of each letter."""
    zone, waits = workdays.zone, []
    day = local_time.day_of(chain.failed[0].at, zone)
    for one, following in zip(chain.failed, (*chain.failed[1:], chain.kept), strict=True):
        letter = workdays.after(local_time.midnight(day, zone), 1)
        waits.append((_reason(one), (letter - day).days))
        took = local_time.day_of(following.at, zone) - local_time.day_of(one.at, zone)
        day = letter + took
    return day, waits


def _reason(one: Paper) -> str:
    if one.code == Code.WRONG_PAPER or one.reason is None:
        return Reason.WRONG_DOCUMENT
    return one.reason
