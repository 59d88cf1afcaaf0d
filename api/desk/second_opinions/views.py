"""The page that asks for a second opinion on a photo; neither the first nor a verdict is on it."""

import time
from functools import partial

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.photos import pictures
from api.desk.photos.marks import MarkedView, view_of
from api.service import service
from api.store import audit_trail, office_suite
from api.store.office_suite import Opinion
from precheck.decode.guards import Guards

VIEWS = ("document", "picture")
"""Pictures of a photo, the one to begin with first."""


@bp.get("/second-opinion")
@needs(Right.DECIDE)
def second_opinion() -> str:
    """Show a photo that another officer has decided, and ask what this one thinks."""
    me = person().name
    with service().store.reading() as connection:
        photo = office_suite.any_open(connection, me)
        left = office_suite.count_open(connection, me)
    names = [] if photo is None else [one for one in VIEWS if view_of(one, photo["answer"])]
    return render_template(
        "desk/second_opinions/second_opinion.html",
        photo=photo,
        card={"picture": True, "full": True, "views": [MarkedView(one, ()) for one in names]},
        left=left,
    )


@bp.post("/second-opinion/<id_>")
@needs(Right.DECIDE)
def give_opinion(id_: str) -> ResponseReturnValue:
    """Keep this officer's opinion and show the next photo."""
    try:
        opinion = Opinion(request.form.get("opinion", ""))
    except ValueError:
        abort(400)
    who = person().name
    with service().store.writing() as connection:
        kept = office_suite.add_opinion(connection, id_, opinion, who, time.time())
        if kept:
            audit_trail.add(connection, who, "second_opinion", id_)
    flash("opinion_kept" if kept else "already_decided")
    return redirect(url_for("desk.second_opinion"))


@bp.get("/second-opinion/<id_>/<picture>.jpg")
@needs(Right.DECIDE)
def opinion_picture(id_: str, picture: str) -> ResponseReturnValue:
    """Return a picture of a photo that waits for this officer, and add an audit entry."""
    if picture not in VIEWS:
        abort(404)
    here, who = service(), person().name
    with here.store.writing() as connection:
        photo = office_suite.open_to(connection, id_, who) or abort(404)
        data = office_suite.picture(connection, here.store.vault, id_) or abort(404)
        detail = {"as": picture, "number": "shown"}
        audit_trail.add(connection, who, "view_picture", photo["photo_id"], detail)
    guards = Guards(max_bytes=here.settings.max_bytes, max_pixels=here.settings.max_pixels)
    renderer = pictures.RENDERERS[picture]
    jpeg = here.pictures.run(partial(pictures.picture, data, photo, guards, renderer, []))
    return current_app.response_class(jpeg or abort(404), mimetype="image/jpeg")
