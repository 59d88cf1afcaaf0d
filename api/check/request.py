"""The picture and options of a `/check` request."""

from dataclasses import dataclass

from flask import Request, g

from api.http.inputs import validated
from api.http.options import CheckOptions
from api.http.pictures import no_image, picture_and_fields
from precheck.options import Options


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """One picture to check, with the options."""

    data: bytes
    options: Options
    count_attempt: bool = False
    """Whether the service counts the attempt: it is not given, but a reference is."""


def read_check_request(request: Request) -> CheckRequest:
    """Parse picture and options of the request. Raises NoImage, BadBody, BadOption."""
    data, fields = picture_and_fields(request)
    options = validated(CheckOptions, fields)
    g.lang = options.lang  # for the messages of later errors
    if not data:
        raise no_image()
    count_attempt = options.attempt is None and options.reference is not None
    return CheckRequest(data, options.options(), count_attempt=count_attempt)
