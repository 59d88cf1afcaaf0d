"""The office's rules for submissions, as the application that answers this request has them."""

from typing import cast

from flask import current_app

from api.submissions.records.rows import Rules

EXTENSION = "precheck.rules"


def rules() -> Rules:
    """Return the rules in force."""
    return cast("Rules", current_app.extensions[EXTENSION])
