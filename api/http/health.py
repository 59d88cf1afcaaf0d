"""`GET /health/live` and `GET /health/ready`."""

from apiflask import APIBlueprint
from flask import Response, jsonify

from api.schema import responses
from api.service import service
from api.work.warmup import prove
from precheck.ocr.tesseract import languages, require_tesseract
from precheck.runtime.models import models_version, verify_models

bp = APIBlueprint("health", __name__, url_prefix="/health")


@bp.get("/live")
@bp.doc(operation_id="live", responses=responses.LIVE)
def live() -> Response:
    """Say that the process answers. Takes milliseconds, however busy it is."""
    return jsonify({"status": "live"})


@bp.get("/ready")
@bp.doc(operation_id="ready", responses=responses.READY)
def is_ready() -> Response:
    """Say whether photos can be checked: tesseract and all models are there, and a check succeeded.

    503 `tool_missing` with the one thing to install, or `bad_model`.
    """
    require_tesseract()
    verify_models()
    prove(service())
    return jsonify(
        {
            "status": "ready",
            "languages": languages(),
            "models": models_version(),
            "policy": service().office.policy,
        }
    )
