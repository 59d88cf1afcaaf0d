"""Registers the desk with the application."""

from flask import Flask

from api.desk.accounts import first_change, oidc, oidc_views, session_views, sessions
from api.desk.accounts import views as account_views
from api.desk.applications import archive_views, camera_views
from api.desk.applications import views as application_views
from api.desk.batches import sure_views, upload_views
from api.desk.batches import views as batch_views
from api.desk.blueprint import bp
from api.desk.checks import views as check_views
from api.desk.conversations import views as conversation_views
from api.desk.figures import outcome_views
from api.desk.figures import views as figure_views
from api.desk.learning import views as learning_views
from api.desk.messages import views as message_views
from api.desk.pages import errors
from api.desk.pages import views as page_views
from api.desk.photos import export_views, selection_views, thumbnail_views
from api.desk.photos import views as photo_views
from api.desk.queue import document_views, reopening_views, take_over_views, type_views, why
from api.desk.queue import views as queue_views
from api.desk.re_photos import views as re_photo_views
from api.desk.records import audit_trail_views, decision_views, setting_views
from api.desk.second_opinions import views as second_opinion_views

MODULES_WITH_VIEWS = (
    application_views,
    archive_views,
    camera_views,
    session_views,
    oidc_views,
    account_views,
    batch_views,
    sure_views,
    upload_views,
    re_photo_views,
    message_views,
    conversation_views,
    queue_views,
    photo_views,
    thumbnail_views,
    export_views,
    check_views,
    figure_views,
    outcome_views,
    learning_views,
    second_opinion_views,
    decision_views,
    audit_trail_views,
    setting_views,
    page_views,
    document_views,
    reopening_views,
    take_over_views,
    type_views,
    why,
    selection_views,
    errors,
    first_change,
)
"""Their import adds the views to the blueprint."""


def register(app: Flask) -> None:
    """Add the desk to the application."""
    sessions.register(app)
    oidc.register(app, app.extensions["precheck"].settings)
    app.register_blueprint(bp)
