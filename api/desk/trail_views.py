"""The trail: who looked at, exported or changed what."""

from flask import render_template, request

from api.desk.blueprint import bp
from api.desk.rights import Right, needs
from api.service import service
from api.store import trail
from api.store.trail import Wanted

ROWS = 100
"""Of one page."""


@bp.get("/trail")
@needs(Right.TRAIL)
def whole_trail() -> str:
    """List the acts, the newest first."""
    asked = {name: request.args.get(name) or None for name in ("who", "act", "subject", "before")}
    wanted = Wanted(**asked)
    with service().store.reading() as connection:
        rows = trail.latest(connection, ROWS + 1, wanted)
    return render_template(
        "desk/trail.html", rows=rows[:ROWS], more=len(rows) > ROWS, wanted=wanted
    )
