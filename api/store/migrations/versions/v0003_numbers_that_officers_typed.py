"""Photos: the number that an officer confirmed or typed, sealed, as long as the machine's own."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column."""
    op.add_column("photos", sa.Column("sealed_typed", sa.LargeBinary(), nullable=True))
