"""Names of photos sealed together; indexes for undoing, errors and unsent messages."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import create_index, create_table

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Build the table and the indexes."""
    create_table(
        "name_blocks",
        sa.Column("start", sa.String(5), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.Column("last", sa.String(26), nullable=False),
        sa.Column("sealed_lines", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("start", name=op.f("pk_name_blocks")),
    )
    mine, unjudged = ["decided_by", "decided_at"], ["state", "decision", "decided_by"]
    create_index("ix_photos_undoable", "photos", mine, where="file_id IS NOT NULL")
    create_index("ix_photos_unjudged", "photos", unjudged, where="verdict IS NULL")
    create_index("ix_photos_unsent", "photos", ["decision", "batch_id"], where="sent_at IS NULL")


def downgrade() -> None:
    """Leave them, which the earlier version does not need."""
