"""Checks and photos: what figures are made of stands in an index of each."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import add_columns, create_index

revision = "0004"
down_revision = "0003"

TOLD = ("type", "reason", "service", "policy", "reference_mac", "took_ms")


def upgrade() -> None:
    """Take version and time out of the answers; an index that begins with the time is enough."""
    for table in ("checks", "photos"):
        for name in ("service", "policy"):
            add_columns(table, sa.Column(name, sa.String(length=200), nullable=True))
    add_columns("photos", sa.Column("took_ms", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE checks SET service = version ->> 'service', policy = version ->> 'policy' "
        "WHERE service IS NULL"
    )
    op.execute(
        "UPDATE photos SET service = answer -> 'version' ->> 'service', "
        "policy = answer -> 'version' ->> 'policy', "
        "took_ms = CAST(answer -> 'took_ms' ->> 'total' AS INTEGER) "
        "WHERE answer IS NOT NULL AND service IS NULL"
    )
    op.drop_index("ix_checks_at", "checks", if_exists=True)
    create_index("ix_checks_seen", "checks", ["at", "verdict", "line", *TOLD])
    create_index("ix_photos_seen", "photos", ["done_at", "verdict", "batch_id", *TOLD])


def downgrade() -> None:
    """Build the earlier index beside those that stay, as the columns do."""
    create_index("ix_checks_at", "checks", ["at"])
