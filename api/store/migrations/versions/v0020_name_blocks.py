"""Names of photos sealed together, and indexes for what officers undo and for lists of errors."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import create_table

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Build the table."""
    create_table(
        "name_blocks",
        sa.Column("start", sa.String(5), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.Column("last", sa.String(26), nullable=False),
        sa.Column("sealed_lines", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("start", name=op.f("pk_name_blocks")),
    )


def downgrade() -> None:
    """Leave it, which the earlier version does not need."""
