"""The report on steadiness: as text, as JSON, and as HTML with both pictures of each flip."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from precheck.answer.overlay import thumbnail
from precheck.command import check_data
from precheck.decode.file import decode
from precheck.options import Options
from precheck.suite.answers_file import Answer
from precheck.suite.check_shots import load_office
from precheck.suite.figures.figure import Rate
from precheck.suite.report.as_json import figures_as_json, limits_as_json
from precheck.suite.report.html import MAX_THUMBNAILS, SUITE_THUMBNAIL_PX, page_templates
from precheck.suite.report.overview import aligned, broken_limits, figure_text
from precheck.suite.report.suite_report import overall_result
from precheck.suite.steady.edits import edited
from precheck.suite.steady.run_steady import SteadyReport
from precheck.suite.steady.steadiness import EditRow, edit_rows, largest_flips, p_accept, verdict

HEADING = ("edit", "flips", "mean |Δp|", "95 % |Δp|", "other type", "other number")
MAX_LISTED = 20
"""Flips in the text of one folder; the JSON report has all."""


def steady_summary(reports: Sequence[SteadyReport], unused: Sequence[str] = ()) -> str:
    """Return each folder's table, largest flips and broken limits, and the result, as text.

    unused: folders that have limits and were not run.
    """
    lines = [line for report in reports for line in _lines(report)]
    lines += [f"not run: suites.{name}, for which there are limits" for name in unused]
    return "\n".join([*lines, overall_result(reports)])


def _lines(report: SteadyReport) -> Iterator[str]:
    yield f"{report.name}: {len(report.answers)} photos, {report.unanswered} without an answer"
    yield from aligned([HEADING, *map(_cells, edit_rows(report.changes))])
    for figure in report.figures.values():
        yield f"{figure.name}: {figure_text(figure)}"
    flips = largest_flips(report.changes)
    for flip in flips[:MAX_LISTED]:
        yield f"FLIP {flip.file}, {flip.edit}: {brief(flip.before)}, then {brief(flip.after)}"
    if len(flips) > MAX_LISTED:
        yield f"and {len(flips) - MAX_LISTED} more flips; --json lists all"
    yield from broken_limits(report.limit_checks)


def _cells(row: EditRow) -> tuple[str, ...]:
    moved = (f"{row.mean_delta:.3f}", f"{row.p95_delta:.3f}")
    return (row.edit, _counts(row.flips), *moved, _counts(row.types), _counts(row.numbers))


def _counts(rate: Rate) -> str:
    return f"{rate.hits} of {rate.of}"


def brief(answer: Answer) -> str:
    """Return verdict and p_accept as text."""
    return f"{verdict(answer)} {p_accept(answer):.2f}"


def write_steady_json(path: Path, reports: Sequence[SteadyReport]) -> None:
    """Write all figures, and each photo whose answer changed under an edit, without numbers."""
    by_name = {report.name: _as_json(report) for report in reports}
    text = json.dumps({"suites": by_name}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _as_json(report: SteadyReport) -> dict[str, Any]:
    return {
        "strength": report.strength,
        "red": report.red,
        "photos": len(report.answers),
        "unanswered": report.unanswered,
        "figures": figures_as_json(report.figures),
        "limits": limits_as_json(report.limit_checks),
        "changes": [
            {
                "file": c.file,
                "edit": c.edit,
                "flip": c.flip,
                "verdict": [verdict(c.before), verdict(c.after)],
                "p_accept": [p_accept(c.before), p_accept(c.after)],
                "type_changed": c.type_changed,
                "number_changed": c.number_changed,
            }
            for c in report.changes
        ],
    }


@dataclass(frozen=True, slots=True)
class EditThumbnails:
    """The pictures of a report's photos."""

    report: SteadyReport

    def data_url(self, file: str, edit: str | None = None) -> str:
        """Check a photo again, after an edit if given; return it with its overlay, or ""."""
        data = (self.report.folder / file).read_bytes()
        if edit is not None:
            data = edited(decode(data).pixels, edit, self.report.strength)
        _, overlay = check_data(data, Options(overlay=True), load_office(None))
        return "" if overlay is None else thumbnail(overlay, SUITE_THUMBNAIL_PX)


def write_steady_html(path: Path, reports: Sequence[SteadyReport]) -> None:
    """Write the report of all folders, with both pictures of the largest flips side by side."""
    pages = page_templates()
    section = pages.get_template("steady.html.j2")
    page = pages.get_template("report.html.j2").render(
        title="Steadiness of " + ", ".join(report.name for report in reports),
        result=overall_result(reports),
        columns={},
        sections=[
            section.render(
                report=report,
                result=overall_result([report]),
                rows=list(edit_rows(report.changes)),
                flips=(flips := largest_flips(report.changes))[:MAX_THUMBNAILS],
                flip_count=len(flips),
                brief=brief,
                thumbnails=EditThumbnails(report),
                id=f"steady-{at}",
            )
            for at, report in enumerate(reports)
        ],
    )
    path.write_text(page, encoding="utf-8")
