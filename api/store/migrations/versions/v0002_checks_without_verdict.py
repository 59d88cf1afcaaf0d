"""Checks: the first reason apart, to be looked for; why a file could not be looked at."""

import sqlalchemy as sa

from api.store.migrations.additions import add_columns

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add both columns."""
    for name in ("reason", "error"):
        add_columns("checks", sa.Column(name, sa.String(length=32), nullable=True))


def downgrade() -> None:
    """Keep the columns."""
