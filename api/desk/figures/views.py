"""The statistics page, and the same figures as a table."""

import time

from flask import Response, render_template, request

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.figures import agreement, charts, statistics
from api.desk.figures.statistics import DIMENSIONS
from api.desk.figures.submissions import SubmissionFigures, submission_figures
from api.desk.pages import office_time
from api.desk.pages.downloads import table_download
from api.desk.pages.language import in_language
from api.service import service
from api.store import audit_trail, figures
from api.store import submissions as store_of_submissions
from api.store.figures import JudgedPhoto, ReviewedPhoto

DAY_SECONDS = 86400.0
SPANS_IN_DAYS = (7, 30, 90)


@bp.get("/figures")
@needs(Right.FIGURES)
def all_figures() -> str:
    """Show the figures of the last days."""
    days, by = _span_in_days(), request.args.get("by", "")
    by = by if by in DIMENSIONS else "line"
    values, judged, reviewed = _requested_values(), *_photos_of_last(days)
    matches = statistics.matches_all(values)
    saved = statistics.saved_rounds(judged)  # of all: the later photo may be in another group
    matching_judged = list(filter(matches, judged))
    matching_reviewed = list(filter(matches, reviewed))
    daily = statistics.figures_by_day(matching_judged, saved, office_time.zone())
    shown = charts.days_until(max([office_time.today(), *daily]), days)
    return render_template(
        "desk/figures/figures.html",
        days=days,
        spans=SPANS_IN_DAYS,
        by=by,
        asked=values,
        choices={
            name: sorted({key(photo) for photo in judged}) for name, key in DIMENSIONS.items()
        },
        submissions=_submissions_of_last(days, values.get("line")),
        whole=statistics.group_figures(matching_judged, saved),
        groups=statistics.figures_by(matching_judged, by, saved),
        agreement=agreement.agreement(matching_reviewed),
        agreements=agreement.agreement_by(matching_reviewed, DIMENSIONS[by]),
        chart_days=charts.by_day(shown, daily, in_language("Foto per hari", "Photos a day")),
        reason_counts=statistics.reason_counts(matching_judged),
        share_bar=charts.share_bar,
        chart_latency=charts.latency(
            shown, daily, in_language("Waktu periksa per hari", "Time of a check, by day")
        ),
    )


@bp.get("/figures.<any(csv, xlsx):kind>")
@needs(Right.FIGURES)
def export_figures(kind: str) -> Response:
    """Return the figures of the same photos, a row per day and group; add an audit entry."""
    detail: dict[str, object] = {"format": kind, "of": "figures"}
    with service().store.writing() as connection:
        audit_trail.add(connection, person().name, "export", detail=detail)
    judged, reviewed = _photos_of_last(_span_in_days())
    matches = statistics.matches_all(_requested_values())
    saved = statistics.saved_rounds(judged)
    rows = statistics.table_rows(
        filter(matches, judged), saved, filter(matches, reviewed), office_time.zone()
    )
    return table_download("angka", kind, rows, statistics.TABLE_COLUMNS)


def _span_in_days() -> int:
    days = request.args.get("days", 30, type=int)
    return days if days in SPANS_IN_DAYS else 30


def _requested_values() -> dict[str, str]:
    return {name: request.args[name] for name in DIMENSIONS if request.args.get(name)}


def _photos_of_last(days: int) -> tuple[list[JudgedPhoto], list[ReviewedPhoto]]:
    since = time.time() - days * DAY_SECONDS
    with service().store.reading() as connection:
        judged = list(figures.judged_photos(connection, since))
        return judged, list(figures.reviewed_photos(connection, since))


def _submissions_of_last(days: int, line: str | None) -> SubmissionFigures:
    with service().store.reading() as connection:
        rows = store_of_submissions.since(connection, time.time() - days * DAY_SECONDS)
    return submission_figures(rows, line)
