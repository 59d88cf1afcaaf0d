"""Types that officers set, messages marked as sent, first passwords, and announced files."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

# A refused photo with doubtful digits has the sureness 0 of its digits, not of its verdict.
_REASONS_OF_THE_QUEUE = """
UPDATE photos SET queue_reason = CASE
    WHEN state = 'dead' THEN 'machine_failed'
    WHEN error IS NOT NULL THEN 'file_unreadable'
    WHEN sampled THEN 'sampled'
    WHEN number_state = 'doubtful' AND verdict = 'accept' THEN 'number_doubtful'
    WHEN number_state = 'doubtful' THEN 'refused_number'
    WHEN rank = 0 THEN 'handed_over'
    WHEN number_state = 'unread' THEN 'number_unread'
    ELSE 'verdict_doubtful' END
WHERE for_officer AND decision IS NULL
"""


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column("photos", sa.Column("officer_type", sa.String(32)))
    op.add_column("photos", sa.Column("sent_at", sa.Double()))
    op.add_column("photos", sa.Column("sent_by", sa.String(200)))
    op.add_column("photos", sa.Column("queue_reason", sa.String(32)))
    op.execute(_REASONS_OF_THE_QUEUE)
    op.add_column("decisions", sa.Column("officer_type", sa.String(32)))
    op.add_column(
        "accounts",
        sa.Column("must_change", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index("ix_photos_file_mac", "photos", ["file_mac"])
    op.create_table(
        "announced",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("batch_id", sa.String(26), nullable=False),
        sa.Column("file_mac", sa.String(64)),
        sa.Column("sealed_path", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("code", sa.String(32)),
        sa.Column("at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["batches.id"],
            name=op.f("fk_announced_batch_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announced")),
    )
    op.create_index("ix_announced_batch_id_state", "announced", ["batch_id", "state"])
    op.create_index("ix_announced_file_mac", "announced", ["file_mac"])
