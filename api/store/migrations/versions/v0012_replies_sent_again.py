"""Replies: why one that the channel had accepted was sent again."""

import sqlalchemy as sa

from api.store.migrations.additions import add_columns

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column."""
    add_columns("channel_replies", sa.Column("undelivered", sa.String(32)))


def downgrade() -> None:
    """Keep the column."""
