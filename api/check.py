"""`POST /check`: one photo in, its verdict out."""

from functools import partial

from apiflask import APIBlueprint
from flask import Response, g, jsonify, request

from api import openapi
from api.inputs import read_order
from api.service import service
from precheck.render import Json, as_dict

bp = APIBlueprint("check", __name__)


@bp.post("/check")
@bp.doc(operation_id="check", responses=openapi.CHECKED, extensions=openapi.ORDER)
def check() -> Response:
    """Check one photo.

    200 for both verdicts: `accept` and `re-photo` are answers. Branch on `next`.
    """
    here, order = service(), read_order(request)
    answer = here.capacity.run(partial(here.check, order.data, order.options, here.office))
    told = as_dict(answer.verdict, order.options, here.office, id_=g.id, overlay=answer.overlay)
    g.told = _logged(told)
    return jsonify(told)


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
