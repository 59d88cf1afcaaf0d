"""The operations of batches in the OpenAPI document."""

from pydantic import BaseModel

from api.batches.requests import PHOTOS_FIELD, BatchOptions, HandoverOptions, PhotoOptions
from api.batches.results import XLSX_TYPE
from api.schema.bodies import body, body_of, parameter, text_properties
from api.schema.responses import (
    BAD_OPTION,
    BINARY,
    COMMON,
    TOO_LARGE,
    JsonSchema,
    Responses,
    answer,
    by_status,
    problem,
    schema_ref,
)

PHOTOS_FORM = "multipart/form-data"

NO_BATCH = problem(404, "no_such_batch", "There is no such batch of this caller's.")
CLOSED = problem(409, "batch_closed", "It takes no more photos, or holds too many: batch_full.")
OF_BATCH: Responses = {**COMMON, 404: NO_BATCH}
UPLOAD: Responses = {400: BAD_OPTION, 409: CLOSED, 413: TOO_LARGE}
BATCH_STATUS = by_status(OF_BATCH, {200: answer("BatchShape", "How far it is.")})
NEW_BATCH = by_status(COMMON, UPLOAD, {201: answer("NewBatchShape", "The batch.")})
ADDED = by_status(OF_BATCH, UPLOAD, {200: answer("ReceivedShape", "What became of each file.")})
RESULTS_CONTENT = {
    "application/json": {"schema": schema_ref("ResultsShape")},
    "text/csv": {"schema": {"type": "string"}},
    XLSX_TYPE: {"schema": BINARY},
}
RESULTS = by_status(
    OF_BATCH,
    {200: {"description": "One row a photo.", "content": RESULTS_CONTENT}, 400: BAD_OPTION},
)
DELETED = by_status(OF_BATCH, {204: {"description": "It is deleted."}})


def _photos_form(model: type[BaseModel]) -> JsonSchema:
    photos: JsonSchema = {
        "type": "array",
        "items": BINARY,
        "minItems": 1,
        "description": "Photos, or zip archives of them.",
    }
    return body(PHOTOS_FIELD, photos, text_properties(model))


def _batch_without_photos() -> JsonSchema:
    """Return the schema of a new batch in JSON, which no hand-over can be."""
    schema = BatchOptions.model_json_schema()
    schema["properties"]["origin"]["enum"] = ["backlog"]
    return schema


def _batch_form() -> JsonSchema:
    """Return the schema of a new batch with photos; a hand-over needs the reference, too."""
    backlog = {"properties": {"origin": {"enum": ["backlog"]}}}
    referenced = {
        "properties": {"reference": {"pattern": "[0-9A-Za-z]"}},
        "required": ["reference"],
    }
    return {**_photos_form(HandoverOptions), "anyOf": [backlog, referenced]}


NEW_BATCH_BODY = body_of(
    {
        "application/json": {"schema": _batch_without_photos()},
        PHOTOS_FORM: {"schema": _batch_form()},
    },
    required=False,
)
PHOTOS_BODY = body_of({PHOTOS_FORM: {"schema": _photos_form(PhotoOptions)}})
FORMATS: JsonSchema = {"type": "string", "enum": ["json", "csv", "xlsx"]}
RESULTS_QUERY = {"parameters": [parameter("format", "json, or a table: csv, xlsx.", FORMATS)]}
