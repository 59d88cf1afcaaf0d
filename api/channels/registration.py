"""Registers the channels of the channels file with the application."""

from flask import Flask

from api.channels import configuration
from api.channels.cloud import views as cloud_views
from api.channels.configuration import EXTENSION, Channels
from api.channels.demo import views as demo_views
from api.channels.dialogue.menu import Menu
from api.channels.messages import MAX_CHOICES
from api.channels.waha import views as waha_views
from api.http import number_templates
from api.settings import Settings
from api.submissions import catalogue
from precheck.errors import BadPolicy


def load(settings: Settings) -> Channels | None:
    """Return the configured channels; None without a channels file. Raises BadPolicy."""
    if settings.channels is None:
        return None
    channels = configuration.load(settings.channels)
    offered = catalogue.load(settings.services)
    known = offered.services
    for number in channels.numbers:
        if number.service is not None and number.service not in known:
            services = ", ".join(sorted(known))
            raise BadPolicy(f"{settings.channels}: no service {number.service}; known: {services}.")
        if Menu.of(number, offered).longest > MAX_CHOICES:
            raise BadPolicy(
                f"{settings.channels}: the number {number.id} offers more than {MAX_CHOICES}"
                " choices at once: name the service or the line that it serves."
            )
    return channels


def register(app: Flask, settings: Settings) -> None:
    """Add the addresses of the configured channels, and of the demo. Raises BadPolicy."""
    if settings.demo and not app.extensions["precheck"].keys.any_exist():
        app.register_blueprint(demo_views.bp)
    channels = load(settings)
    if channels is None:
        return
    app.extensions[EXTENSION] = channels
    parts = (("cloud", channels.cloud), ("waha", channels.waha))
    number_templates.note(
        app,
        (
            (name, number.id)
            for name, part in parts
            for number in (part.numbers if part else ())
            if number.template is not None
        ),
    )
    if channels.cloud is not None:
        app.register_blueprint(cloud_views.bp)
    if channels.waha is not None:
        app.register_blueprint(waha_views.bp)
