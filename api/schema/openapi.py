"""The OpenAPI document: adds schemas and security to what the views declare."""

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from api.http.auth import SCOPE_OF_BLUEPRINT, keys_required
from api.schema.problem_shapes import PROBLEMS
from api.schema.responses import REF_TEMPLATE
from api.service import service

Models = Iterable[type[BaseModel]]
SECURITY_SCHEMES = {
    "key": {
        "type": "http",
        "scheme": "bearer",
        "description": "Needed where any key exists; each key has scopes.",
    }
}


def complete(requests: Models, answers: Models, spec: Any) -> Any:
    """Add the schemas, and the security of each operation that takes a key.

    requests, answers: models of the topics, named by the operations that the views declare.
    """
    described: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        (model, "validation") for model in requests
    ]
    described += [(model, "serialization") for model in (*PROBLEMS, *answers)]
    _, shapes = models_json_schema(described, ref_template=REF_TEMPLATE)
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
