"""`GET /health/live`, `GET /health/ready` and `GET /health/storage`."""

from apiflask import APIBlueprint
from flask import Response, jsonify

from api.schema import responses
from api.service import service
from api.store.database.faults import Fault
from api.work.warmup import prove
from precheck.errors import PrecheckError
from precheck.ocr.tesseract import languages, require_tesseract
from precheck.runtime.models import models_version, verify_models

WRITABLE = "writable"
ADVICE = {
    Fault.FULL: "The disk of the database is full: free space on it.",
    Fault.READ_ONLY: "The database can only be read: mount its disk for writing again, or let "
    "PostgreSQL write.",
    Fault.FAILING: "The disk of the database fails: see the kernel's log, repair and mount it.",
    Fault.UNREACHABLE: "The database does not answer: start it.",
}
"""What the operator does. The service goes on by itself afterwards."""


class StorageFault(PrecheckError):
    """The database stores nothing. The operator can fix it."""

    code = "storage_fault"


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
@bp.doc(operation_id="storage", responses=responses.STORAGE)
def storage() -> Response:
    """Say whether the database stores batches, submissions and decisions; `/check` answers anyway.

    503 `storage_fault` with what the operator does.
    """
    fault = service().probe.fault()
    if fault is not None:
        raise StorageFault(ADVICE[fault])
    return jsonify({"status": WRITABLE})
