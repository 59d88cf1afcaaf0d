"""The first page, and what every page has in common."""

from datetime import datetime

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from api.desk import words
from api.desk.batch_views import latest
from api.desk.blueprint import bp
from api.desk.filters import listed
from api.desk.person import person
from api.desk.rights import Right, needs

CLOCK = "%d-%m-%Y %H.%M"


@bp.context_processor
def names() -> dict[str, object]:
    """Give every page its words, the rights, and how a time is told."""
    names = (
        "REASONS",
        "TYPES",
        "PILES",
        "VERDICTS",
        "STATES",
        "NUMBERS",
        "ROLES",
        "ACTS",
        "DIMENSIONS",
        "TOLD",
        "FAULTS",
    )
    return {
        **{name.lower(): getattr(words, name) for name in names},
        "pages": words.PAGES,
        "Right": Right,
        "clock": clock,
        "percent": percent,
    }


def clock(seconds: float | None) -> str:
    """Tell a time in the office's own zone."""
    return "" if seconds is None else datetime.fromtimestamp(seconds).astimezone().strftime(CLOCK)


def percent(share: float | None) -> str:
    """Tell a share as Indonesians write it; a stroke where there is none."""
    return "–" if share is None else f"{100 * share:.1f} %".replace(".", ",")


@bp.get("/")
@needs()
def home() -> ResponseReturnValue:
    """Show the first page that the role has."""
    if not person().may(Right.DECIDE):
        theirs = (endpoint for right, endpoint, *_ in words.PAGES if person().may(right))
        return redirect(url_for(next(theirs, "desk.password")))
    return render_template("desk/home.html", batches=latest())


@bp.get("/photos")
@needs(Right.DECIDE)
def photos() -> str:
    """Search all photos."""
    return render_template("desk/photos.html", **listed())


@bp.get("/<path:anything>")
def nothing(anything: str) -> ResponseReturnValue:  # noqa: ARG001 - Flask names it
    """Tell as a page that there is no such page."""
    abort(404)
