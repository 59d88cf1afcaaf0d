"""The HTML report: one file that needs no network."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from precheck.answer.overlay import thumbnail
from precheck.command import check_file
from precheck.office.policy import Office
from precheck.options import Options
from precheck.suite.check_shots import load_office
from precheck.suite.figures.all_figures import by_label, predictions
from precheck.suite.figures.fault_response import MEASURE_OF_FAULT, response_points
from precheck.suite.figures.score_statistics import reliability_bins, roc
from precheck.suite.report import tables
from precheck.suite.report.charts import (
    changes_chart,
    error_chart,
    histogram_chart,
    reliability_chart,
    roc_chart,
    scatter_chart,
)
from precheck.suite.report.overview import OVERVIEW_FIGURES, columns, worst_by_figure
from precheck.suite.report.suite_report import SuiteReport, overall_result
from precheck.suite.scored_shot import ScoredShot

SUITE_THUMBNAIL_PX = 640
"""Longer side."""
MAX_THUMBNAILS = 24
"""Of wrong verdicts, and of changed verdicts."""


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """Folder and policy of a suite's shots."""

    folder: Path
    policy: Path | None = None

    def data_url(self, file: str) -> str:
        """Check the shot again; return it with its overlay, or "" after an error."""
        options, office = Options(overlay=True), load_office(self.policy)
        _, overlay = check_file(self.folder / file, options, office)
        return "" if overlay is None else thumbnail(overlay, SUITE_THUMBNAIL_PX)


def page_templates() -> Environment:
    """Return the templates of the reports."""
    return Environment(
        loader=PackageLoader("precheck.suite.report", "."),
        undefined=StrictUndefined,
        autoescape=True,
    )


def write_html(
    path: Path, reports: Sequence[SuiteReport], thumbnails: Sequence[Thumbnails]
) -> None:
    """Write the report of all suites; thumbnails: those of each report."""
    pages = page_templates()
    section = pages.get_template("section.html.j2")
    page = pages.get_template("report.html.j2").render(
        title="Suites " + ", ".join(report.name for report in reports),
        result=overall_result(reports),
        columns=columns(reports),
        overview_figures=OVERVIEW_FIGURES,
        worst=worst_by_figure(reports),
        sections=[
            section.render(_context(report, each.policy), thumbnails=each, id=f"suite-{at}")
            for at, (report, each) in enumerate(zip(reports, thumbnails, strict=True))
        ],
    )
    path.write_text(page, encoding="utf-8")


def _context(report: SuiteReport, policy: Path | None) -> dict[str, Any]:
    shots = report.shots
    predicted, good = predictions(shots)
    p_accept = by_label(predicted, good)
    limits = _limits(shots, load_office(policy))
    return {
        "report": report,
        "max_thumbnails": MAX_THUMBNAILS,
        "counts": Counter(s.shot.label for s in shots),
        "by_cause": tables.by_cause(shots),
        "by_type": tables.by_type(shots),
        "numbers": tables.numbers(shots),
        "latencies": tables.latencies(shots),
        "wrong_count": sum(s.wrong for s in shots),
        "wrong_verdicts": tables.wrong_verdicts(shots, MAX_THUMBNAILS),
        "roc": roc_chart(roc(*p_accept)),
        "reliability": reliability_chart(reliability_bins(predicted, good)),
        "number_reliability": _number_reliability(shots),
        "histogram": histogram_chart(*p_accept, limits),
        "errors": error_chart(*p_accept, limits),
        "changes_chart": changes_chart(report.changes),
        "confusion": tables.confusion(shots),
        "measures": _measures(shots),
        "fault_response": _fault_response(shots),
    }


def _limits(shots: Sequence[ScoredShot], office: Office) -> list[float]:
    """Return today's limits of p_accept for the types of the shots, in order."""
    types = {s.shot.type for s in shots} & office.settings.documents.keys()
    return sorted({round(office.accept_limit(type_), 4) for type_ in types})


def _number_reliability(shots: Sequence[ScoredShot]) -> str:
    readings = [reading for s in shots if (reading := s.reading) is not None]
    bins = reliability_bins([p for p, _ in readings], [right for _, right in readings])
    return reliability_chart(bins)


def _measures(shots: Sequence[ScoredShot]) -> dict[str, str]:
    answered = [s for s in shots if not s.failed]
    measures = answered[0].answer["measures"] if answered else {}
    return {code: _measure(answered, code, measure) for code, measure in measures.items()}


def _measure(shots: Sequence[ScoredShot], code: str, measure: dict[str, float | None]) -> str:
    good, bad = (
        [value for s in kind if (value := s.measured(code)) is not None]
        for kind in ([s for s in shots if s.shot.good], [s for s in shots if s.shot.bad])
    )
    limit = measure["at_least"] if measure["at_most"] is None else measure["at_most"]
    return histogram_chart(good, bad, [] if limit is None else [limit])


def _fault_response(shots: Sequence[ScoredShot]) -> dict[str, str]:
    return {
        f"{cause}: {code}": scatter_chart(
            [(point.strength, point.badness) for point in response_points(shots, cause)],
            *("strength", code),
        )
        for cause, code in MEASURE_OF_FAULT.items()
    }
