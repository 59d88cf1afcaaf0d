"""Checks and photos: what figures are made of stands in an index of each."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TOLD = ("type", "reason", "service", "policy", "reference_mac", "took_ms")


def upgrade() -> None:
    """Take version and time out of the answers; an index that begins with the time is enough."""
    for table in ("checks", "photos"):
        for name in ("service", "policy"):
            op.add_column(table, sa.Column(name, sa.String(length=200), nullable=True))
    op.add_column("photos", sa.Column("took_ms", sa.Integer(), nullable=True))
    op.execute("UPDATE checks SET service = version ->> 'service', policy = version ->> 'policy'")
    op.execute(
        "UPDATE photos SET service = answer -> 'version' ->> 'service', "
        "policy = answer -> 'version' ->> 'policy', "
        "took_ms = CAST(answer -> 'took_ms' ->> 'total' AS INTEGER) WHERE answer IS NOT NULL"
    )
    op.drop_index("ix_checks_at", "checks")
    op.create_index("ix_checks_seen", "checks", ["at", "verdict", "line", *TOLD])
    op.create_index("ix_photos_seen", "photos", ["done_at", "verdict", "batch_id", *TOLD])
