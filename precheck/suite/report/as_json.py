"""The JSON report, which later runs compare with."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from precheck.suite.comparison import brief_answers
from precheck.suite.figures.figure import Figure
from precheck.suite.limits import LimitCheck
from precheck.suite.report import tables
from precheck.suite.report.suite_report import SuiteReport


def write_json(path: Path, reports: Sequence[SuiteReport]) -> None:
    """Write one suite's report, or those of several under `suites`, by name."""
    by_name = {report.name: _report(report) for report in reports}
    written = {"suites": by_name} if len(by_name) > 1 else by_name[reports[0].name]
    path.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def _report(report: SuiteReport) -> dict[str, Any]:
    return {
        "title": f"Suite {report.name}",
        "version": report.version,
        "red": report.red,
        "figures": figures_as_json(report.figures),
        "worlds": {world: figures_as_json(found) for world, found in report.worlds.items()},
        "limits": limits_as_json(report.limit_checks),
        "by_cause": _groups(tables.by_cause(report.shots)),
        "by_type": _groups(tables.by_type(report.shots)),
        "numbers": tables.numbers(report.shots),
        "latency_ms": [asdict(latency) for latency in tables.latencies(report.shots)],
        "changes": [{**asdict(c), "p": c.p, "worse": c.worse} for c in report.changes],
        "flips": [flip.scored.shot.file for flip in report.flips],
        **brief_answers(report.shots),
    }


def limits_as_json(checks: Sequence[LimitCheck]) -> list[dict[str, Any]]:
    """Return each limit, and whether it is kept."""
    return [
        {"of": c.column, "figure": c.figure.name, "limit": c.description, "kept": c.kept}
        for c in checks
    ]


def figures_as_json(found: Mapping[str, Figure]) -> dict[str, Any]:
    """Return each figure's value, and a share's counts and interval."""
    return {name: _figure(figure) for name, figure in found.items()}


def _figure(figure: Figure) -> dict[str, Any]:
    rate = figure.rate
    counted = {} if rate is None else {"hits": rate.hits, "of": rate.of, "interval": rate.interval}
    return {"value": figure.value, **counted}


def _groups(groups: tables.RatesByGroup) -> list[dict[str, Any]]:
    return [
        {"name": name, **{figure: asdict(rate) for figure, rate in rates.items()}}
        for name, rates in groups.items()
    ]
