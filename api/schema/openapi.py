"""The OpenAPI document: adds schemas and security to what the views declare."""

from typing import Any

from pydantic.json_schema import models_json_schema

from api.check.decision_request import DecisionRequest
from api.schema.batch_shapes import (
    BatchShape,
    CheckDecidedShape,
    NewBatchShape,
    ReceivedShape,
    ResultsShape,
)
from api.schema.check_shapes import Answer, Shape
from api.schema.responses import REF_TEMPLATE
from api.schema.service_shapes import Live, MendableProblem, PolicyShape, Problem, Ready
from api.schema.submission_shapes import ServicesShape, SubmissionShape, SubmittedShape
from api.settings import Settings

ANSWER_SHAPES: tuple[type[Shape], ...] = (
    *(Answer, Problem, MendableProblem, Live, Ready, PolicyShape),
    *(BatchShape, NewBatchShape, ReceivedShape, ResultsShape, CheckDecidedShape),
    *(ServicesShape, SubmissionShape, SubmittedShape),
)


def security_schemes(settings: Settings) -> dict[str, Any] | None:
    """Return the scheme of keys; None if the service requires none."""
    return {"key": {"type": "http", "scheme": "bearer"}} if settings.keys else None


def complete(spec: Any) -> Any:
    """Add the schemas, and the security of each operation that requires a key."""
    _, shapes = models_json_schema(
        [
            (DecisionRequest, "validation"),
            *((shape, "serialization") for shape in ANSWER_SHAPES),
        ],
        ref_template=REF_TEMPLATE,
    )
    components = spec.setdefault("components", {})
    components["schemas"] = shapes["$defs"]
    if components.get("securitySchemes"):
        for path, operations in spec["paths"].items():
            if not path.startswith("/health"):
                for operation in operations.values():
                    operation["security"] = [{"key": []}]
    return {**spec, "openapi": "3.1.0"}
