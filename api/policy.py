"""`GET /policy`: every limit, cost and text in force, its default and where it comes from."""

from apiflask import APIBlueprint
from flask import Response, jsonify

from api import openapi
from api.service import service

bp = APIBlueprint("policy", __name__)


@bp.get("/policy")
@bp.doc(operation_id="policy", responses=openapi.POLICY)
def policy() -> Response:
    """Show the rules in force: each setting's value, its default and its origin."""
    return jsonify(service().office.as_dict())
