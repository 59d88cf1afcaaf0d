"""Types that officers set, messages marked as sent, and passwords to be changed at first use."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("photos", sa.Column("officer_type", sa.String(32)))
    op.add_column("photos", sa.Column("sent_at", sa.Double()))
    op.add_column("photos", sa.Column("sent_by", sa.String(200)))
    op.add_column("decisions", sa.Column("officer_type", sa.String(32)))
    op.add_column(
        "accounts",
        sa.Column("must_change", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
