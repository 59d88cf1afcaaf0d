"""The OpenAPI document: adds schemas and security to what the views declare."""

from typing import Any

from pydantic.json_schema import models_json_schema

from api.check.decision_request import DecisionRequest
from api.http.auth import SCOPE_OF_BLUEPRINT, keys_required
from api.schema.batch_shapes import (
    BatchShape,
    CheckDecidedShape,
    NewBatchShape,
    ReceivedShape,
    ResultsShape,
)
from api.schema.check_shapes import Answer, Shape
from api.schema.responses import REF_TEMPLATE
from api.schema.service_shapes import Live, MendableProblem, PolicyShape, Problem, Ready, Storage
from api.schema.submission_shapes import ServicesShape, SubmissionShape, SubmittedShape
from api.service import service

ANSWER_SHAPES: tuple[type[Shape], ...] = (
    *(Answer, Problem, MendableProblem, Live, Ready, Storage, PolicyShape),
    *(BatchShape, NewBatchShape, ReceivedShape, ResultsShape, CheckDecidedShape),
    *(ServicesShape, SubmissionShape, SubmittedShape),
)


SECURITY_SCHEMES = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "Needed where any key exists; each key has scopes.",
    }
}


def complete(spec: Any) -> Any:
    """Add the schemas, and the security of each operation that takes a key."""
    _, shapes = models_json_schema(
        [
            (DecisionRequest, "validation"),
            *((shape, "serialization") for shape in ANSWER_SHAPES),
        ],
        ref_template=REF_TEMPLATE,
    )
    components = spec.setdefault("components", {})
    components["schemas"] = shapes["$defs"]
    for path, operations in spec["paths"].items():
        if not path.startswith("/health"):
            for operation in operations.values():
                operation["security"] = _security(path)
    return {**spec, "openapi": "3.1.0"}


def _security(path: str) -> list[dict[str, list[str]]]:
    """Return what a path needs: a key with a scope, or nothing where there are no keys."""
    scope = SCOPE_OF_BLUEPRINT.get(path.split("/")[1])  # paths begin with the blueprint's name
    key = {"key": [] if scope is None else [str(scope)]}
    return [key] if keys_required(service()) else [key, {}]
