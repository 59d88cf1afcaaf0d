"""The first page, and what every page has in common."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from api.desk.blueprint import bp
from api.desk.person import person
from api.desk.rights import Right, needs
from api.desk.words import FAULTS, PAGES, ROLES, TOLD


@bp.context_processor
def words() -> dict[str, object]:
    """Give every page its words."""
    return {"pages": PAGES, "roles": ROLES, "told": TOLD, "faults": FAULTS}


@bp.get("/")
@needs()
def home() -> ResponseReturnValue:
    """Show the first page that the role has."""
    if not person().may(Right.DECIDE):
        theirs = (endpoint for right, endpoint, *_ in PAGES if person().may(right))
        return redirect(url_for(next(theirs, "desk.password")))
    return render_template("desk/home.html")


@bp.get("/<path:anything>")
def nothing(anything: str) -> ResponseReturnValue:  # noqa: ARG001 - Flask names it
    """Tell as a page that there is no such page."""
    abort(404)
