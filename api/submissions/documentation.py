"""The operations of submissions in the OpenAPI document."""

from api.schema.bodies import body_of, json_object, picture_content, text_properties
from api.schema.responses import (
    BAD_OPTION,
    COMMON,
    NO_KEY,
    PICTURE_PROBLEMS,
    TOO_LARGE,
    TOO_MANY,
    Responses,
    answer,
    by_status,
    problem,
)
from api.submissions import examples
from api.submissions.requests import SubmissionOptions, SubmittedPhotoOptions

NO_SUBMISSION = problem(
    404, "no_such_submission", "There is no such submission, or photo of it: no_such_photo."
)
SUBMISSION_CLOSED = problem(
    409, "submission_closed", "It has expired, or its service is gone: service_gone. Begin another."
)
SERVICES: Responses = {
    200: answer("ServicesShape", "The services.", services=examples.SERVICES),
    401: NO_KEY,
    429: TOO_MANY,
}
OF_SUBMISSION: Responses = {**COMMON, 404: NO_SUBMISSION, 409: SUBMISSION_CLOSED}
SUBMISSION = by_status(
    OF_SUBMISSION, {200: answer("SubmissionShape", "How far it is.", open=examples.SUBMISSION)}
)
NEW_SUBMISSION = by_status(
    COMMON,
    {
        200: answer("SubmissionShape", "It is under way, or the citizen has to come in person."),
        201: answer("SubmissionShape", "It is begun.", open=examples.SUBMISSION),
        400: BAD_OPTION,
        409: SUBMISSION_CLOSED,
        413: TOO_LARGE,
    },
)
SUBMITTED = by_status(
    OF_SUBMISSION,
    PICTURE_PROBLEMS,
    {200: answer("SubmittedShape", "What became of it.", filed=examples.SUBMITTED)},
)
SUBMISSION_DELETED = by_status(
    {**COMMON, 404: NO_SUBMISSION}, {204: {"description": "It is deleted."}}
)

NEW_SUBMISSION_FORM = {**json_object(text_properties(SubmissionOptions)), "required": ["service"]}
NEW_SUBMISSION_BODY = body_of(
    {
        "application/json": {"schema": SubmissionOptions.model_json_schema()},
        "multipart/form-data": {"schema": NEW_SUBMISSION_FORM},
    }
)
SUBMIT_BODY = body_of(
    picture_content(SubmittedPhotoOptions, required=False),
    description="A picture, or the id of an earlier photo with its slot.",
)
