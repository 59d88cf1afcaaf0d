"""The operations of checks in the OpenAPI document."""

from pydantic import Field

from api.check.requests import DecisionRequest
from api.http.options import CheckOptions
from api.schema import examples
from api.schema.bodies import as_text, body_of, json_object, parameter, picture_content, properties
from api.schema.check_shapes import Answer, DecidedShape
from api.schema.responses import (
    BAD_OPTION,
    COMMON,
    PICTURE_PROBLEMS,
    TOO_LARGE,
    JsonSchema,
    answer,
    by_status,
    problem,
    schema_ref,
)
from precheck.decision.verdict import Code

NO_CHECK = problem(404, "no_such_check", "There is no such check of this caller's.")
CHECKED = by_status(
    COMMON,
    PICTURE_PROBLEMS,
    {200: answer("Answer", "The verdict.", re_photo=examples.RE_PHOTO, accept=examples.ACCEPT)},
)
CHECK_DECIDED = by_status(
    COMMON,
    {
        201: answer("CheckDecidedShape", "It is recorded."),
        400: BAD_OPTION,
        404: NO_CHECK,
        413: TOO_LARGE,
    },
)


class CheckDecidedShape(DecidedShape):
    """What an officer decided of a `/check`."""

    check: str = Field(description="The check's id.")


SHAPES = (Answer, CheckDecidedShape)
BODY_COUNTS = " The body's option, where it has one, counts instead."


def _query_parameters() -> list[JsonSchema]:
    return [
        parameter(name, schema.pop("description", "") + BODY_COUNTS, as_text(schema))
        for name, schema in properties(CheckOptions).items()
    ]


def _decision_form() -> JsonSchema:
    """Return the schema of a decision in a form: only a re-photo has a reason."""
    codes = {"type": "string", "enum": [str(code) for code in Code]}
    accept = json_object({"decision": {"type": "string", "enum": ["accept"]}})
    re_photo = json_object({"decision": {"type": "string", "enum": ["re-photo"]}, "reason": codes})
    return {"anyOf": [{**one, "required": ["decision"]} for one in (accept, re_photo)]}


CHECK_BODY: JsonSchema = {
    "parameters": _query_parameters(),
    **body_of(
        picture_content(CheckOptions),
        description="The picture. Its format is detected from its bytes, not from this header.",
    ),
}
DECISION_BODY = body_of(
    {
        "application/json": {"schema": schema_ref(DecisionRequest.__name__)},
        "multipart/form-data": {"schema": _decision_form()},
    }
)
