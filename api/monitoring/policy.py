"""`GET /policy`: every limit, cost and text in force, with its default and origin."""

from apiflask import APIBlueprint
from flask import Response, jsonify

from api.monitoring import documentation
from api.service import service

bp = APIBlueprint("policy", __name__)


@bp.get("/policy")
@bp.doc(operation_id="policy", responses=documentation.POLICY)
def policy() -> Response:
    """Show the rules in force: each setting's value, its default and its origin."""
    return jsonify(service().office.as_dict())
