"""Fixtures of the examples that need a service."""

from tests.api.conftest import cluster, migrated, postgres_store
from tests.api.submissions.conftest import client, core, seeing_app, store

__all__ = ["client", "cluster", "core", "migrated", "postgres_store", "seeing_app", "store"]
