"""Statistics of submissions: how many photos one takes, and how many rounds are saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.store.capture_links import CaptureLink
from api.store.submissions import SubmissionCounts
from api.submissions.codes import State


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionFigures:
    """Figures of the submissions that were begun in some days."""

    begun: int
    complete: int
    """Submissions whose papers are all in."""
    rounds: float | None
    """Photos that were answered per complete submission; None if there is none."""
    sent_back: int
    """Photos of all of them that were answered at once with the request for another."""
    saved: int
    """Those of them after which a paper of the same slot was kept: no officer had to ask for it."""


def submission_figures(
    rows: Sequence[SubmissionCounts], line: str | None = None
) -> SubmissionFigures:
    """Return the figures of the submissions of a line, or of all lines."""
    of_line = [row for row in rows if line in {None, row.line}]
    complete = [row for row in of_line if row.state == State.COMPLETE]
    rounds = sum(row.rounds for row in complete)
    return SubmissionFigures(
        begun=len(of_line),
        complete=len(complete),
        rounds=rounds / len(complete) if complete else None,
        sent_back=sum(row.sent_back for row in of_line),
        saved=sum(row.saved for row in of_line),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraFigures:
    """How the papers fared for which the citizen got a camera link: those who used it, and not."""

    used: int
    """Papers whose camera page was used."""
    used_filled: int
    """Those of them that came in the end, in whatever way."""
    unused: int
    unused_filled: int


def camera_figures(links: Sequence[CaptureLink]) -> CameraFigures:
    """Return the figures of links; several for the same paper count once."""
    papers: dict[tuple[str, str], list[CaptureLink]] = {}
    for link in links:
        papers.setdefault((link.submission_id, link.slot), []).append(link)
    used = [of for of in papers.values() if any(one.opened_at is not None for one in of)]
    unused = [of for of in papers.values() if all(one.opened_at is None for one in of)]
    return CameraFigures(
        used=len(used),
        used_filled=_filled(used),
        unused=len(unused),
        unused_filled=_filled(unused),
    )


def _filled(papers: Iterable[Sequence[CaptureLink]]) -> int:
    return sum(any(one.filled_at is not None for one in of) for of in papers)
