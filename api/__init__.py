"""The web service: `POST /check` and what belongs to it."""

from api.app import create_app

__all__ = ["create_app"]
