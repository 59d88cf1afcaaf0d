"""The answers of a run in brief: the part of a report that later runs are compared with."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from precheck.suite.manifest import BadSuite, Record
from precheck.suite.scored_shot import ScoredShot


class BriefAnswer(Record):
    """The answer for one shot in brief."""

    verdict: str | None
    """None after an error."""
    reason: str | None
    """Code of the first reason."""
    number: str | None
    """As `ScoredShot.number`."""


class OlderRun(Record):
    """The answers of an older run, by file."""

    shots: dict[str, BriefAnswer]


class OlderRuns(Record):
    """An older run of several suites, by name."""

    suites: dict[str, OlderRun]


def brief_answer(scored: ScoredShot) -> BriefAnswer:
    """Return a shot's answer in brief."""
    return BriefAnswer(
        verdict=None if scored.failed else str(scored.answer["verdict"]),
        reason=scored.first_reason,
        number=scored.number,
    )


def read_older_runs(path: Path, suites: Sequence[str]) -> dict[str, OlderRun]:
    """Read a JSON report or baseline; return its runs of the named suites.

    A file of one suite holds no name and counts as the first suite. Raises BadSuite.
    """
    try:
        found = TypeAdapter(OlderRuns | OlderRun).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise BadSuite(f"{path}: is no report of a suite's run: {error}.") from error
    runs = found.suites if isinstance(found, OlderRuns) else {suites[0]: found}
    wanted = {name: runs[name] for name in suites if name in runs}
    if not wanted:
        raise BadSuite(f"{path}: holds {', '.join(runs)}, and none of {', '.join(suites)}.")
    return wanted


def brief_answers(shots: Sequence[ScoredShot]) -> dict[str, Any]:
    """Return the answers in brief, by file, as JSON."""
    answers = {s.shot.file: brief_answer(s).model_dump() for s in shots}
    return {"shots": dict(sorted(answers.items()))}


def write_baseline(path: Path, suites: Mapping[str, Sequence[ScoredShot]]) -> None:
    """Write a baseline with one line a shot, so that diffs show changed shots."""
    sections = {name: _section(shots) for name, shots in suites.items()}
    named = ",\n".join(f"{json.dumps(name)}: {section}" for name, section in sections.items())
    several = f'{{"suites": {{\n{named}\n}}}}'
    text = several if len(sections) > 1 else "".join(sections.values())
    path.write_text(text + "\n", encoding="utf-8")


def _section(shots: Sequence[ScoredShot]) -> str:
    answers = brief_answers(shots)["shots"].items()
    lines = (f"{json.dumps(file)}: {json.dumps(answer)}" for file, answer in answers)
    return '{"shots": {\n' + ",\n".join(lines) + "\n}}"
