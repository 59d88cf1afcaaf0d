"""The operation that makes a camera link, in the OpenAPI document."""

from api.capture.shapes import LinkOptions
from api.schema.bodies import body_of, json_object, text_properties
from api.schema.responses import BAD_OPTION, answer, by_status, problem
from api.submissions.documentation import OF_SUBMISSION

CAMERA_OFF = problem(
    409, "camera_off", "No public address is set; or the submission has ended: submission_closed."
)
NEW_LINK = by_status(
    {**OF_SUBMISSION, 409: CAMERA_OFF},
    {201: answer("CaptureLinkShape", "The link, which is told this once."), 400: BAD_OPTION},
)
NEW_LINK_BODY = body_of(
    {
        "application/json": {"schema": LinkOptions.model_json_schema()},
        "multipart/form-data": {"schema": json_object(text_properties(LinkOptions))},
    }
)
