"""A service on each database."""

from tests.api.check.conftest import client, make_client  # noqa: F401
