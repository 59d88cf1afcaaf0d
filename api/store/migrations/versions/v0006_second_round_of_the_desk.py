"""Types that officers set, messages marked as sent, and passwords to be changed at first use."""

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
    """Add the columns."""
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
