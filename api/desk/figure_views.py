"""The figures page, and the same as a table."""

import time

from flask import Response, render_template, request

from api.desk import agreement, charts, figures, tables
from api.desk.blueprint import bp
from api.desk.figures import DIMENSIONS
from api.desk.person import person
from api.desk.rights import Right, needs
from api.desk.words import REASONS
from api.service import service
from api.store import figures as stored
from api.store import trail
from api.store.figures import Judged, Seen

DAY = 86400.0
DAYS = (7, 30, 90)
"""Spans to choose from."""


@bp.get("/figures")
@needs(Right.FIGURES)
def all_figures() -> str:
    """Show figures of the last days."""
    days, by = _days(), request.args.get("by", "")
    by = by if by in DIMENSIONS else "line"
    asked, seen, judged = _asked(), *_since(days)
    fits = figures.fitting(asked)
    saved = figures.saved_rounds(seen)  # of all: a better photo may be of another group
    mine, decided = list(filter(fits, seen)), list(filter(fits, judged))
    daily = figures.daily(mine, saved)
    counts = [(REASONS[code][0], count) for code, count in figures.reasons(mine)]
    return render_template(
        "desk/figures.html",
        days=days,
        spans=DAYS,
        by=by,
        asked=asked,
        choices=_choices(seen),
        whole=figures.of_group(mine, saved),
        groups=figures.grouped(mine, by, saved),
        agreement=agreement.agreement(decided),
        agreements=agreement.grouped(decided, DIMENSIONS[by]),
        chart_days=charts.by_day(daily, "Foto per hari / Photos a day"),
        chart_reasons=charts.bars(counts, "Alasan / Reasons"),
        chart_latency=charts.latency(daily, "Waktu periksa / Time of a check"),
    )


@bp.get("/figures.<kind>")
@needs(Right.FIGURES)
def export_figures(kind: str) -> Response:
    """Save the figures of the same photos, a row a day and group, and note who did."""
    act = trail.Act(who=person().name, act="export", detail={"format": kind, "of": "figures"})
    with service().store.writing() as connection:
        trail.add(connection, act, time.time())
    seen, judged = _since(_days())
    fits, saved = figures.fitting(_asked()), figures.saved_rounds(seen)
    rows = figures.rows(filter(fits, seen), saved, filter(fits, judged))
    return tables.table("angka", kind, rows, figures.COLUMNS)


def _days() -> int:
    days = request.args.get("days", 30, type=int)
    return days if days in DAYS else 30


def _asked() -> dict[str, str]:
    return {name: request.args[name] for name in DIMENSIONS if request.args.get(name)}


def _since(days: int) -> tuple[list[Seen], list[Judged]]:
    since = time.time() - days * DAY
    with service().store.reading() as connection:
        return list(stored.seen(connection, since)), list(stored.judged(connection, since))


def _choices(seen: list[Seen]) -> dict[str, list[str]]:
    return {name: sorted({key(one) for one in seen}) for name, key in DIMENSIONS.items()}
