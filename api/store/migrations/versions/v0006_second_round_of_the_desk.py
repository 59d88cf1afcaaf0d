"""Types that officers set, messages marked as sent, first passwords, and announced files."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import add_columns, create_index, create_table

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
WHERE for_officer AND decision IS NULL AND queue_reason IS NULL
"""


def upgrade() -> None:
    """Add the columns and the table."""
    add_columns("photos", sa.Column("officer_type", sa.String(32)))
    add_columns("photos", sa.Column("sent_at", sa.Double()))
    add_columns("photos", sa.Column("sent_by", sa.String(200)))
    add_columns("photos", sa.Column("queue_reason", sa.String(32)))
    op.execute(_REASONS_OF_THE_QUEUE)
    add_columns("decisions", sa.Column("officer_type", sa.String(32)))
    add_columns(
        "accounts",
        sa.Column("must_change", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    create_index("ix_photos_file_mac", "photos", ["file_mac"])
    create_table(
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
    create_index("ix_announced_batch_id_state", "announced", ["batch_id", "state"])
    create_index("ix_announced_file_mac", "announced", ["file_mac"])


def downgrade() -> None:
    """Keep the columns and the table."""
