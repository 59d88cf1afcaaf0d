"""The report as JSON, which later runs compare with."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from precheck.suite import tables
from precheck.suite.baseline import brief
from precheck.suite.figure import Figure
from precheck.suite.report import Report


def write_json(path: Path, reports: Sequence[Report]) -> None:
    """Write one suite's report, or those of several under `suites`, by name."""
    found = {report.name: as_json(report) for report in reports}
    written = {"suites": found} if len(found) > 1 else found[reports[0].name]
    path.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def as_json(report: Report) -> dict[str, Any]:
    """Return the report without its pictures."""
    return {
        "title": report.title,
        "version": report.version,
        "red": report.red,
        "figures": _figures(report.figures),
        "worlds": {world: _figures(found) for world, found in report.worlds.items()},
        "limits": [
            {"of": j.column, "figure": j.figure.name, "limit": j.told, "kept": j.kept}
            for j in report.judged
        ],
        "by_cause": _groups(tables.by_cause(report.shots)),
        "by_type": _groups(tables.by_type(report.shots)),
        "numbers": tables.numbers(report.shots),
        "latency_ms": [asdict(latency) for latency in tables.latencies(report.shots)],
        "changes": [{**asdict(c), "p": c.p, "worse": c.worse} for c in report.changes],
        "flips": [flip.scored.shot.file for flip in report.flips],
        **brief(report.shots),
    }


def _figures(found: Mapping[str, Figure]) -> dict[str, Any]:
    return {name: _figure(figure) for name, figure in found.items()}


def _figure(figure: Figure) -> dict[str, Any]:
    rate = figure.rate
    counted = {} if rate is None else {"hits": rate.hits, "of": rate.of, "interval": rate.interval}
    return {"value": figure.value, **counted}


def _groups(groups: tables.Groups) -> list[dict[str, Any]]:
    return [
        {"name": name, **{error: asdict(rate) for error, rate in rates.items()}}
        for name, rates in groups.items()
    ]
