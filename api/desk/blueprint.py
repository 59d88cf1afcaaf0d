"""The blueprint of all views of the desk."""

from apiflask import APIBlueprint
from flask import request

from api.service import service

MAX_FILES_PER_REQUEST = 200
UPLOAD_ENDPOINT = "desk.add_files"
"""Receives large bodies."""

bp = APIBlueprint("desk", "api", url_prefix="/desk", enable_openapi=False)


@bp.before_request
def _raise_upload_limits() -> None:
    """Allow many files in one upload. Registered first: the CSRF check parses the form."""
    if request.endpoint == UPLOAD_ENDPOINT:
        request.max_content_length = service().settings.batch_bytes
        request.max_form_parts = 2 * MAX_FILES_PER_REQUEST + 1
