"""The statistics page, and the same figures as a table."""

import time
from collections.abc import Sequence
from datetime import date

from flask import Response, render_template, request

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.figures import agreement, charts, statistics
from api.desk.figures.days import Calendar, of_calendar
from api.desk.figures.drift_page import drift_variables
from api.desk.figures.outcome import MIN_CASES
from api.desk.figures.outcome_views import outcome_of_last
from api.desk.figures.spans import DAY_SECONDS, SPANS_IN_DAYS, span_in_days
from api.desk.figures.submissions import (
    CameraFigures,
    SubmissionFigures,
    camera_figures,
    submission_figures,
)
from api.desk.figures.sums import DIMENSIONS, Groups
from api.desk.pages import office_time
from api.desk.pages.downloads import table_download
from api.desk.pages.language import in_language
from api.service import service
from api.store import audit_trail, capture_links, officer_figures
from api.store import submissions as store_of_submissions
from api.store.officer_figures import OfficerFigures
from api.store.photos import queue_lengths
from api.store.photos.queue_lengths import QueueLength


@bp.get("/figures")
@needs(Right.FIGURES)
def all_figures() -> str:
    """Show the figures of the last days."""
    count, by = span_in_days(), request.args.get("by", "")
    by = by if by in DIMENSIONS else "line"
    values, days = _requested_values(), _days(count)
    wanted = statistics.matching(days, values)
    whole, groups = statistics.whole(wanted), statistics.by(wanted, by)
    daily = statistics.figures_by_day(wanted)
    shown = charts.days_until(max([office_time.today(), *daily]), count)
    return render_template(
        "desk/figures/figures.html",
        days=count,
        spans=SPANS_IN_DAYS,
        by=by,
        asked=values,
        choices={name: statistics.values_of(days, name) for name in DIMENSIONS},
        least=MIN_CASES,
        officers=_officers_of_last(count),
        backlog=_backlog(),
        submissions=_submissions_of_last(count, values.get("line")),
        camera=_camera_of_last(count),
        outcome=outcome_of_last(count, values.get("line")),
        whole=statistics.group_figures(whole),
        groups={name: statistics.group_figures(sums) for name, sums in groups.items()},
        **drift_variables(),
        agreement=agreement.agreement(whole),
        agreements={name: agreement.agreement(sums) for name, sums in groups.items()},
        chart_days=charts.by_day(shown, daily, in_language("Foto per hari", "Photos a day")),
        reason_counts=statistics.reason_counts(wanted),
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
    rows = statistics.table_rows(statistics.matching(_days(span_in_days()), _requested_values()))
    return table_download("angka", kind, rows, statistics.TABLE_COLUMNS)


def _officers_of_last(days: int) -> Sequence[OfficerFigures]:
    """Return the figures of every officer to who may see decisions, else one's own."""
    me = None if person().may(Right.DECISIONS) else person().name
    with service().store.reading() as connection:
        return officer_figures.since(connection, time.time() - days * DAY_SECONDS, me)


def _backlog() -> QueueLength:
    with service().store.reading() as connection:
        return queue_lengths.for_officer(connection)


def _requested_values() -> dict[str, str]:
    return {name: request.args[name] for name in DIMENSIONS if request.args.get(name)}


def _days(count: int) -> dict[date, Groups]:
    """Return the sums of the last days, by day."""
    here = service()
    open_hours = here.settings.undecided_hours
    calendar = Calendar.until(time.time(), office_time.zone(), count, open_hours)
    return of_calendar(here.store, calendar)


def _submissions_of_last(days: int, line: str | None) -> SubmissionFigures:
    with service().store.reading() as connection:
        rows = store_of_submissions.since(connection, time.time() - days * DAY_SECONDS)
    return submission_figures(rows, line)


def _camera_of_last(days: int) -> CameraFigures:
    with service().store.reading() as connection:
        return camera_figures(capture_links.since(connection, time.time() - days * DAY_SECONDS))
