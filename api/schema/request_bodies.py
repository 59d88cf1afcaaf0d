"""The request bodies and parameters of each operation in the OpenAPI document.

Several kinds of body in one operation are more than the generator derives from the code. They are
built from the models that validate the options.
"""

from copy import deepcopy

from pydantic import BaseModel

from api.batches.requests import PHOTOS_FIELD, BatchOptions, HandoverOptions, PhotoOptions
from api.check.decision_request import DecisionRequest
from api.check.options import CheckOptions
from api.check.request import BASE64_FIELD, IMAGE_FIELD
from api.schema.responses import BINARY, JsonSchema, schema_ref
from api.submissions.requests import SubmissionOptions, SubmittedPhotoOptions

PICTURE_TYPES = (
    *("image/jpeg", "image/png", "image/webp", "image/heic", "image/avif", "image/tiff"),
    *("application/pdf", "application/octet-stream"),
)
BASE64_TEXT: JsonSchema = {"type": "string", "contentEncoding": "base64", "minLength": 1}


def _properties(model: type[BaseModel]) -> JsonSchema:
    return deepcopy(model.model_json_schema()["properties"])


def _text_properties(model: type[BaseModel]) -> JsonSchema:
    return {name: _as_text(schema) for name, schema in _properties(model).items()}


def _as_text(schema: JsonSchema) -> JsonSchema:
    """Return the schema of an option in a form or query string, which have no null."""
    not_null = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    schema.pop("default", None)
    schema.pop("title", None)
    return {**schema, **(not_null[0] if not_null else {})}


def _body(
    name: str, content: JsonSchema, options: JsonSchema, *, required: bool = True
) -> JsonSchema:
    return {
        "type": "object",
        "properties": {name: content, **options},
        "required": [name] if required else [],
        "additionalProperties": False,
    }


def _query_parameters() -> list[JsonSchema]:
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": schema.pop("description", ""),
            "schema": _as_text(schema),
        }
        for name, schema in _properties(CheckOptions).items()
    ]


def _photos_form(model: type[BaseModel], *, required: bool) -> JsonSchema:
    photos = {"type": "array", "items": BINARY, "description": "Photos, or zip archives of them."}
    return _body(PHOTOS_FIELD, photos, _text_properties(model), required=required)


CHECK_BODY: JsonSchema = {
    "parameters": _query_parameters(),
    "requestBody": {
        "required": True,
        "description": "The picture. Its format is detected from its bytes, not from this header.",
        "content": {
            "multipart/form-data": {
                "schema": _body(IMAGE_FIELD, BINARY, _text_properties(CheckOptions)),
            },
            "application/json": {
                "schema": _body(BASE64_FIELD, BASE64_TEXT, _properties(CheckOptions)),
            },
            **{kind: {"schema": BINARY} for kind in PICTURE_TYPES},
        },
    },
}
NEW_BATCH_BODY: JsonSchema = {
    "requestBody": {
        "required": False,
        "content": {
            "application/json": {"schema": BatchOptions.model_json_schema()},
            "multipart/form-data": {"schema": _photos_form(HandoverOptions, required=False)},
        },
    },
}
DECISION_BODY: JsonSchema = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": schema_ref(DecisionRequest.__name__)}
            for kind in ("application/json", "multipart/form-data")
        },
    },
}
NEW_SUBMISSION_BODY: JsonSchema = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": SubmissionOptions.model_json_schema()},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": _text_properties(SubmissionOptions),
                    "required": ["service"],
                    "additionalProperties": False,
                }
            },
        },
    },
}
SUBMIT_BODY: JsonSchema = {
    "requestBody": {
        "required": True,
        "description": "A picture, or the id of an earlier photo with its slot.",
        "content": {
            "multipart/form-data": {
                "schema": _body(
                    IMAGE_FIELD, BINARY, _text_properties(SubmittedPhotoOptions), required=False
                ),
            },
            "application/json": {
                "schema": _body(
                    *(BASE64_FIELD, BASE64_TEXT, _properties(SubmittedPhotoOptions)),
                    required=False,
                ),
            },
            **{kind: {"schema": BINARY} for kind in PICTURE_TYPES},
        },
    },
}
PHOTOS_BODY: JsonSchema = {
    "requestBody": {
        "required": True,
        "content": {"multipart/form-data": {"schema": _photos_form(PhotoOptions, required=True)}},
    },
}
RESULTS_QUERY: JsonSchema = {
    "parameters": [
        {
            "name": "format",
            "in": "query",
            "required": False,
            "description": "json, or a table: csv, xlsx.",
            "schema": {"type": "string", "enum": ["json", "csv", "xlsx"]},
        }
    ]
}
