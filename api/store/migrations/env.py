"""Runs the migrations on the connection that it is given (api/store/database/migrate.py)."""

from alembic import context

from api.store.tables.registry import ALL_TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=ALL_TABLES,
    transactional_ddl=False,  # the caller's transaction holds it all
)
context.run_migrations()
