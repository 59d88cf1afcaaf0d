"""`GET /health/live`, `GET /health/ready` and `GET /health/storage`."""

from http import HTTPStatus

from apiflask import APIBlueprint
from flask import Response, jsonify

from api.errors import ServiceError
from api.monitoring import documentation
from api.service import service
from api.store.database.faults import ADVICE, WRITABLE
from api.work.warmup import prove
from precheck.ocr.tesseract import languages, require_tesseract
from precheck.runtime.models import models_version, verify_models


class StorageFault(ServiceError):
    """The database stores nothing. The operator can fix it."""

    code = "storage_fault"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    headers = (("Retry-After", "10"),)


bp = APIBlueprint("health", __name__, url_prefix="/health")


@bp.get("/live")
@bp.doc(operation_id="live", responses=documentation.LIVE)
def live() -> Response:
    """Say that the process answers. Takes milliseconds, however busy it is."""
    return jsonify({"status": "live"})


@bp.get("/ready")
@bp.doc(operation_id="ready", responses=documentation.READY)
def is_ready() -> Response:
    """Say whether photos can be checked: tesseract and all models are there, and a check succeeded.

    503 `tool_missing` with the one thing to install, or `bad_model`. A database that stores nothing
    stops no check: `storage` names its fault here, and `/health/storage` is 503.
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
            "storage": service().probe.fault() or WRITABLE,
        }
    )


@bp.get("/storage")
@bp.doc(operation_id="storage", responses=documentation.STORAGE)
def storage() -> Response:
    """Say whether the database stores batches, submissions and decisions; `/check` answers anyway.

    503 `storage_fault` with what the operator does.
    """
    fault = service().probe.fault()
    if fault is not None:
        raise StorageFault(ADVICE[fault])
    return jsonify({"status": WRITABLE})
