"""`GET /docs`: `/openapi.json` as an HTML page without external resources."""

import json
from typing import Any

from apiflask import APIBlueprint
from flask import current_app, render_template

bp = APIBlueprint("docs", __name__, enable_openapi=False)

METHODS = ("get", "post", "put", "patch", "delete")


@bp.get("/docs")
def page() -> str:
    """Show the documentation."""
    spec = current_app._get_spec("json")  # type: ignore[attr-defined]  # noqa: SLF001 - cached; .spec is not
    return render_template(
        "docs.html", spec=spec, operations=_operations(spec), pretty=_pretty, type_text=_type_text
    )


def _operations(spec: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operations[method])
        for path, operations in spec["paths"].items()
        for method in METHODS
        if method in operations
    ]


def _pretty(example: object) -> str:
    return json.dumps(example, indent=2, ensure_ascii=False)


def _type_text(schema: dict[str, Any]) -> str:
    """Return a short text for the type of a value."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        return " or ".join(_type_text(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type_text(schema.get('items', {}))}"
    return str(schema.get("type", "any"))
