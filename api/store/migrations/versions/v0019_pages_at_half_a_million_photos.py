"""Pages at half a million photos: an index that lists are made from, and sums of past days."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import create_index, create_table

revision = "0019"
down_revision = "0018"

LISTED = (
    *("batch_id", "position", "page", "state", "for_officer", "decision", "verdict"),
    *("officer_type", "type", "decision_reason", "reason", "added_at"),
    *("decided_by", "decided_at", "number_masked", "id"),
)


def upgrade() -> None:
    """Build the index and the table."""
    create_index("ix_photos_listed", "photos", list(LISTED))
    create_table(
        "figure_days",
        sa.Column("begin", sa.Double(), autoincrement=False, nullable=False),
        sa.Column("sums", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("begin", name=op.f("pk_figure_days")),
    )


def downgrade() -> None:
    """Leave both, which the earlier version does not need."""
