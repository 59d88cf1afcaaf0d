"""`GET /docs`: `/openapi.json` as an HTML page without external resources."""

import json
import re
from typing import Any

from apiflask import APIBlueprint
from flask import current_app, render_template
from markupsafe import Markup, escape

bp = APIBlueprint("docs", __name__, enable_openapi=False)

METHODS = ("get", "post", "put", "patch", "delete")
FORM = "multipart/form-data"
CODE = re.compile(r"`([^`]+)`")


@bp.get("/docs")
def page() -> str:
    """Show the documentation."""
    spec = current_app._get_spec("json")  # type: ignore[attr-defined]  # noqa: SLF001 - cached; .spec is not
    return render_template(
        "docs.html",
        spec=spec,
        operations=_operations(spec),
        bodies=lambda operation: _bodies(spec, operation),
        fields=lambda operation: _fields(spec, operation),
        pretty=_pretty,
        type_text=_type_text,
        marked=_marked,
    )


def _operations(spec: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, operations[method])
        for path, operations in spec["paths"].items()
        for method in METHODS
        if method in operations
    ]


def _bodies(spec: dict[str, Any], operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the schema of the body by its media type, the form first."""
    content = operation.get("requestBody", {}).get("content", {})
    models = spec["components"]["schemas"]
    bodies = {
        kind: models[_type_text(body["schema"])] if "$ref" in body["schema"] else body["schema"]
        for kind, body in content.items()
    }
    return dict(sorted(bodies.items(), key=lambda one: one[0] != FORM))


def _fields(spec: dict[str, Any], operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the fields of the body in form or JSON that are not among the options."""
    options = {option["name"] for option in operation.get("parameters", ())}
    found: dict[str, dict[str, Any]] = {}
    for schema in _bodies(spec, operation).values():
        for name, field in schema.get("properties", {}).items():
            if name not in options:
                found.setdefault(name, field)
    return found


def _marked(text: str | None) -> Markup:
    """Return a text in which `words` between backticks are code."""
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text or ""))))  # noqa: S704 - escaped


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
    is_file = schema.get("format") == "binary"
    return "file" if is_file else str(schema.get("type", "any"))
