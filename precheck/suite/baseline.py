"""What a run says of each shot, in brief: the part of a report that later runs compare with."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from precheck.suite.manifest import BadSuite, Row
from precheck.suite.scored import Scored


class Told(Row):
    """What a run said of one shot, in brief."""

    verdict: str | None
    """None where there was no answer."""
    reason: str | None
    """The code named first."""
    number: str | None
    """right, wrong, doubtful or unread; read where the true number is not known."""


class Run(Row):
    """An older run: the part of its report that is compared."""

    shots: dict[str, Told]


class Runs(Row):
    """An older run of several suites."""

    suites: dict[str, Run]


def told(scored: Scored) -> Told:
    """Return what is said of a shot, in brief."""
    return Told(
        verdict=None if scored.failed else str(scored.answer["verdict"]),
        reason=scored.first_reason,
        number=scored.number,
    )


def older(path: Path, suites: Sequence[str]) -> dict[str, Run]:
    """Read an older run's JSON or a baseline: the suites asked for that it holds, by name.

    A file of one suite has no name in it and is the first one's. Raises BadSuite.
    """
    try:
        found = TypeAdapter(Runs | Run).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise BadSuite(f"{path}: is no report of a suite's run: {error}.") from error
    runs = found.suites if isinstance(found, Runs) else {suites[0]: found}
    held = {name: runs[name] for name in suites if name in runs}
    if not held:
        raise BadSuite(f"{path}: holds {', '.join(runs)}, and none of {', '.join(suites)}.")
    return held


def brief(shots: Sequence[Scored]) -> dict[str, Any]:
    """Return the part of a report that later runs are compared with."""
    rows = {s.shot.file: told(s).model_dump() for s in shots}
    return {"shots": dict(sorted(rows.items()))}


def write_baseline(path: Path, suites: Mapping[str, Sequence[Scored]]) -> None:
    """Write a baseline: one line a shot, so that a change is a line of the diff."""
    sections = {name: _section(shots) for name, shots in suites.items()}
    named = ",\n".join(f"{json.dumps(name)}: {section}" for name, section in sections.items())
    several = f'{{"suites": {{\n{named}\n}}}}'
    text = several if len(sections) > 1 else "".join(sections.values())
    path.write_text(text + "\n", encoding="utf-8")


def _section(shots: Sequence[Scored]) -> str:
    rows = brief(shots)["shots"].items()
    lines = (f"{json.dumps(file)}: {json.dumps(row)}" for file, row in rows)
    return '{"shots": {\n' + ",\n".join(lines) + "\n}}"
