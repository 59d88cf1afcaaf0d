"""A run's report: one HTML file that needs no network, and JSON that later runs compare with."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from precheck.suite import tables
from precheck.suite.against import Change, Flip, brief
from precheck.suite.charts import histogram_chart, reliability_chart, roc_chart, scatter_chart
from precheck.suite.figure import Figure
from precheck.suite.figures import split, told_and_good
from precheck.suite.limits import Judged
from precheck.suite.ranks import roc
from precheck.suite.reliability import bins
from precheck.suite.scored import Scored
from precheck.suite.strength import OWN, pairs
from precheck.suite.thumbs import Look

PICTURES = 24
"""Thumbnails of each kind at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a run has to tell."""

    title: str
    shots: Sequence[Scored]
    figures: Mapping[str, Figure]
    judged: Sequence[Judged]
    before: Mapping[str, Figure] | None = None
    """The figures under the default settings, where a policy was tried."""
    changes: Sequence[Change] = ()
    flips: Sequence[Flip] = ()

    @property
    def red(self) -> bool:
        """Whether a limit is broken or a rate got worse by more than chance."""
        return not all(j.kept for j in self.judged) or any(c.worse for c in self.changes)

    @property
    def version(self) -> dict[str, str] | None:
        """What gave the answers."""
        return next((s.answer["version"] for s in self.shots if not s.failed), None)


def as_json(report: Report) -> dict[str, Any]:
    """Return the report without its pictures."""
    return {
        "title": report.title,
        "version": report.version,
        "red": report.red,
        "figures": {name: _figure(figure) for name, figure in report.figures.items()},
        "limits": [
            {"figure": j.figure.name, "limit": j.told, "kept": j.kept} for j in report.judged
        ],
        "by_cause": [_group(group) for group in tables.by_cause(report.shots)],
        "by_type": [_group(group) for group in tables.by_type(report.shots)],
        "numbers": tables.numbers(report.shots),
        "latency_ms": [asdict(latency) for latency in tables.latencies(report.shots)],
        "changes": [{**asdict(c), "p": c.p, "worse": c.worse} for c in report.changes],
        "flips": [flip.scored.shot.file for flip in report.flips],
        **brief(report.shots),
    }


def _figure(figure: Figure) -> dict[str, Any]:
    rate = figure.rate
    counted = {} if rate is None else {"hits": rate.hits, "of": rate.of, "interval": rate.interval}
    return {"value": figure.value, **counted}


def _group(group: tables.Group) -> dict[str, Any]:
    return {
        "name": group.name,
        **{
            name: {"hits": rate.hits, "of": rate.of}
            for name, rate in (
                ("false_re_photo", group.false_re_photo),
                ("false_accept", group.false_accept),
                ("first_reason", group.first_reason),
            )
        },
    }


def write_json(path: Path, report: Report) -> None:
    """Write the report that later runs are compared with."""
    path.write_text(json.dumps(as_json(report), indent=1) + "\n", encoding="utf-8")


def write_html(path: Path, report: Report, look: Look) -> None:
    """Write the report for people, thumbnails of misses and flips included."""
    pages = Environment(
        loader=PackageLoader("precheck.suite", "."), undefined=StrictUndefined, autoescape=True
    )
    page = pages.get_template("report.html.j2").render(_context(report), look=look)
    path.write_text(page, encoding="utf-8")


def _context(report: Report) -> dict[str, Any]:
    shots = report.shots
    told, good = told_and_good(shots)
    sides = split(told, good)
    return {
        **{name: getattr(report, name) for name in ("title", "shots", "figures", "judged")},
        **{name: getattr(report, name) for name in ("before", "changes", "flips", "version")},
        "pictures": PICTURES,
        "counts": Counter(s.shot.label for s in shots),
        "by_cause": tables.by_cause(shots),
        "by_type": tables.by_type(shots),
        "numbers": tables.numbers(shots),
        "latencies": tables.latencies(shots),
        "misses": tables.misses(shots, PICTURES),
        "roc": roc_chart(roc(*sides)),
        "reliability": reliability_chart(bins(told, good)),
        "number_reliability": _number_reliability(shots),
        "spread": histogram_chart(*sides, None),
        "measures": _measures(shots),
        "following": _following(shots),
    }


def _number_reliability(shots: Sequence[Scored]) -> str:
    readings = [reading for s in shots if (reading := s.reading) is not None]
    return reliability_chart(bins([told for told, _ in readings], [right for _, right in readings]))


def _measures(shots: Sequence[Scored]) -> dict[str, str]:
    answered = [s for s in shots if not s.failed]
    codes = answered[0].answer["measures"] if answered else {}
    return {code: _measure(answered, code) for code in codes}


def _measure(shots: Sequence[Scored], code: str) -> str:
    known = [(s, value) for s in shots if (value := s.measured(code)) is not None]
    about = shots[0].answer["measures"][code]
    limit = about["at_least"] if about["at_most"] is None else about["at_most"]
    return histogram_chart(
        [value for s, value in known if s.shot.good],
        [value for s, value in known if s.shot.bad],
        limit,
    )


def _following(shots: Sequence[Scored]) -> dict[str, str]:
    return {
        f"{cause}: {code}": scatter_chart(
            [(pair.strength, pair.badness) for pair in pairs(shots, cause)], "strength", code
        )
        for cause, code in OWN.items()
    }
