"""What the request bodies of the OpenAPI document are made of; each topic has its own.

Several kinds of body in one operation are more than the generator derives from the code. They are
built from the models that validate the options.
"""

from copy import deepcopy

from pydantic import BaseModel

from api.http.pictures import BASE64_FIELD, IMAGE_FIELD
from api.schema.responses import BINARY, JsonSchema

PICTURE_TYPES = (
    *("image/jpeg", "image/png", "image/webp", "image/heic", "image/avif", "image/tiff"),
    *("application/pdf", "application/octet-stream"),
)
BASE64_TEXT: JsonSchema = {
    "type": "string",
    "contentEncoding": "base64",
    "pattern": "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$",
}


def properties(model: type[BaseModel]) -> JsonSchema:
    """Return the schemas of a model's options by name."""
    return deepcopy(model.model_json_schema()["properties"])


def text_properties(model: type[BaseModel]) -> JsonSchema:
    """Return the same in a form."""
    return {name: as_text(schema) for name, schema in properties(model).items()}


def as_text(schema: JsonSchema) -> JsonSchema:
    """Return the schema of an option in a form or query string, which have no null."""
    not_null = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    schema.pop("default", None)
    schema.pop("title", None)
    return {**schema, **(not_null[0] if not_null else {})}


def body(
    name: str, content: JsonSchema, options: JsonSchema, *, required: bool = True
) -> JsonSchema:
    """Return the schema of an object of one named content, and options."""
    return {**json_object({name: content, **options}), "required": [name] if required else []}


def json_object(properties: JsonSchema) -> JsonSchema:
    """Return the schema of an object with these properties alone."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


def parameter(name: str, description: str, schema: JsonSchema) -> JsonSchema:
    """Return an option in the address, which may be left out."""
    optional = {"name": name, "in": "query", "required": False}
    return {**optional, "description": description, "schema": schema}


def picture_content(model: type[BaseModel], *, required: bool = True) -> JsonSchema:
    """Return the content of a body that holds one picture and options."""
    form = body(IMAGE_FIELD, BINARY, text_properties(model), required=required)
    in_json = body(BASE64_FIELD, BASE64_TEXT, properties(model), required=required)
    return {
        "multipart/form-data": {"schema": form},
        "application/json": {"schema": in_json},
        **{kind: {"schema": BINARY} for kind in PICTURE_TYPES},
    }


def body_of(content: JsonSchema, *, required: bool = True, **more: str) -> JsonSchema:
    """Return the body of an operation."""
    return {"requestBody": {"required": required, **more, "content": content}}
