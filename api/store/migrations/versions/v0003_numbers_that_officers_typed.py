"""Photos: the number that an officer confirmed or typed, sealed, as long as the machine's own."""

import sqlalchemy as sa

from api.store.migrations.additions import add_columns

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column."""
    add_columns("photos", sa.Column("sealed_typed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Keep the column."""
