"""Which numbers of the office have a template, for who writes after the 24 hours of WhatsApp."""

from collections.abc import Iterable

from flask import Flask, current_app

EXTENSION = "precheck_number_templates"


def note(app: Flask, numbers: Iterable[tuple[str, str]]) -> None:
    """Note the numbers with a template, as (channel, id of the number)."""
    app.extensions[EXTENSION] = frozenset(numbers)


def has_template(channel: str, number_id: str) -> bool:
    """Return whether a number has a template."""
    return (channel, number_id) in current_app.extensions.get(EXTENSION, ())
