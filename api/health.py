"""`GET /health/live` and `GET /health/ready`."""

from apiflask import APIBlueprint
from flask import Response, jsonify

from api import openapi
from api.service import service
from precheck.models_dir import models_version
from precheck.read import languages, ready

bp = APIBlueprint("health", __name__, url_prefix="/health")


@bp.get("/live")
@bp.doc(operation_id="live", responses=openapi.LIVE)
def live() -> Response:
    """Say that the process answers. Takes milliseconds, however busy it is."""
    return jsonify({"status": "live"})


@bp.get("/ready")
@bp.doc(operation_id="ready", responses=openapi.READY)
def is_ready() -> Response:
    """Say whether photos can be checked: tesseract is there and reads Indonesian.

    503 `tool_missing` where it is not, with the one thing to install.
    """
    ready()
    return jsonify(
        {
            "status": "ready",
            "languages": languages(),
            "models": models_version(),
            "policy": service().office.policy,
        }
    )
