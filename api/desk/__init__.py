"""The officers' desk: pages for people who sign in. Rendered here, with htmx for what moves.

Views stand by subject in the modules that `blueprint` names; what they need of the database stands
in `api.store`.
"""

from flask import Flask

from api.desk import (
    account_views,
    batch_views,
    check_views,
    decision_views,
    errors,
    export_views,
    figure_views,
    pages,
    photo_views,
    queue_views,
    session_views,
    sessions,
    setting_views,
    trail_views,
)
from api.desk.blueprint import bp

__all__ = ["register"]

ON_BLUEPRINT = (
    session_views,
    account_views,
    batch_views,
    queue_views,
    photo_views,
    export_views,
    check_views,
    figure_views,
    decision_views,
    trail_views,
    setting_views,
    pages,
    errors,
)
"""Imported so that what they define is on the blueprint."""


def register(app: Flask) -> None:
    """Add the desk to the service."""
    sessions.register(app)
    app.register_blueprint(bp)
