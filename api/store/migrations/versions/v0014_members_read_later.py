"""Photos: when the table of members of a Kartu Keluarga is to be read."""

import sqlalchemy as sa

from api.store.migrations.additions import add_columns, create_index

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column and its index."""
    add_columns("photos", sa.Column("members_due_at", sa.Double()))
    create_index("ix_photos_members_due_at", "photos", ["members_due_at"])


def downgrade() -> None:
    """Keep the column."""
