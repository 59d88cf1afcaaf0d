"""Conversations: a second address by which their sender is known."""

import sqlalchemy as sa

from api.store.migrations.additions import add_columns, create_index

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the column and its index."""
    add_columns("conversations", sa.Column("alias_mac", sa.String(64)))
    create_index("ix_conversations_alias_mac", "conversations", ["alias_mac"])


def downgrade() -> None:
    """Keep the column."""
