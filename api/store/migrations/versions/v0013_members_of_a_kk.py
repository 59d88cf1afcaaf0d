"""Photos: what was read in a Kartu Keluarga's table of members, sealed."""

import sqlalchemy as sa

from api.store.migrations.additions import add_columns

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column."""
    add_columns("photos", sa.Column("sealed_members", sa.LargeBinary()))


def downgrade() -> None:
    """Keep the column."""
