"""What a submission was spared, and photos a day by characteristic and bin."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import add_columns, create_index, create_table

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Add the column, its index and the table."""
    add_columns("submissions", sa.Column("spared", sa.JSON()))
    create_index("ix_submissions_completed_at", "submissions", ["completed_at"])
    create_table(
        "drift_days",
        sa.Column("begin", sa.Double(), autoincrement=False, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("begin", name=op.f("pk_drift_days")),
    )


def downgrade() -> None:
    """Leave all, which the earlier version does not need."""
