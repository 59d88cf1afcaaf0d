"""The report for people: one HTML file that needs no network."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from precheck.suite import tables
from precheck.suite.charts import histogram_chart, reliability_chart, roc_chart, scatter_chart
from precheck.suite.figures import split, told_and_good
from precheck.suite.ranks import roc
from precheck.suite.reliability import bins
from precheck.suite.report import Report
from precheck.suite.scored import Scored
from precheck.suite.side_by_side import side_by_side
from precheck.suite.strength import OWN, pairs
from precheck.suite.thumbs import Look

PICTURES = 24
"""Thumbnails of each kind at most."""


def write_html(path: Path, reports: Sequence[Report], looks: Sequence[Look]) -> None:
    """Write the report for people, thumbnails of misses and flips included; a look a report."""
    pages = Environment(
        loader=PackageLoader("precheck.suite", "."), undefined=StrictUndefined, autoescape=True
    )
    section = pages.get_template("section.html.j2")
    page = pages.get_template("report.html.j2").render(
        title="Suites " + ", ".join(report.name for report in reports),
        table=side_by_side(reports),
        sections=[
            section.render(_context(report), look=look)
            for report, look in zip(reports, looks, strict=True)
        ],
    )
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
