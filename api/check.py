"""`POST /check`: one photo in, its verdict out, and a row of it."""

import time
from functools import partial

from apiflask import APIBlueprint
from flask import Response, g, jsonify, request

from api import openapi
from api.inputs import read_order
from api.sampling import sample
from api.service import service
from api.store import checks
from api.store.checks import Asked
from precheck.check import Answer
from precheck.errors import PrecheckError
from precheck.render import Json, as_dict
from precheck.sentences import apology

bp = APIBlueprint("check", __name__)


@bp.post("/check")
@bp.doc(operation_id="check", responses=openapi.CHECKED, extensions=openapi.ORDER)
def check() -> Response:
    """Check one photo.

    200 for both verdicts: `accept` and `re-photo` are answers. Branch on `next`.
    """
    here, order = service(), read_order(request)
    asked = here.rows.asked(g.owner, order)
    answer = _answer(order.data, asked)
    told = as_dict(answer.verdict, asked.options, here.office, id_=g.id, overlay=answer.overlay)
    g.id = told["id"] = here.rows.keep(checks.answered(asked, told, time.time()))
    sample(here, order, asked, told, answer.verdict.document.type)
    g.told = _logged(told)
    return jsonify(told)


def _answer(data: bytes, asked: Asked) -> Answer:
    """Return the core's answer. Raises PrecheckError: what the sender can mend leaves a row too."""
    here = service()
    try:
        return here.capacity.run(partial(here.check, data, asked.options, here.office))
    except PrecheckError as error:
        if apology(error, here.office.settings.texts[g.lang]) is not None:
            g.id = here.rows.keep(checks.unreadable(asked, g.id, error.code, time.time()))
        raise


def _logged(told: Json) -> Json:
    """Return what the log may know: codes, never a number, an id of the caller's or a name."""
    reasons, document = told["reasons"], told["document"]
    assert isinstance(reasons, list)
    assert isinstance(document, dict)
    return {
        "verdict": told["verdict"],
        "next": told["next"],
        "reason": reasons[0]["code"] if reasons else None,
        "type": document["type"],
    }
