"""Decided photos that are kept by consent, with the opinions of two officers."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import create_index, create_table

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Create the table."""
    create_table(
        "suite_photos",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("photo_id", sa.String(26), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("sender_mac", sa.String(64)),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("day", sa.String(32), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("draw", sa.String(64), nullable=False),
        sa.Column("first_who", sa.String(200), nullable=False),
        sa.Column("first_opinion", sa.String(32), nullable=False),
        sa.Column("second_who", sa.String(200)),
        sa.Column("second_opinion", sa.String(32)),
        sa.Column("second_at", sa.Double()),
        sa.Column("sealed_bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suite_photos")),
        sa.UniqueConstraint("photo_id", name=op.f("uq_suite_photos_photo_id")),
    )
    for name in ("at", "sender_mac"):
        create_index(f"ix_suite_photos_{name}", "suite_photos", [name])


def downgrade() -> None:
    """Keep the table."""
