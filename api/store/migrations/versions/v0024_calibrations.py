"""Calibrations that were learned from officers' decisions."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import create_table

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Create the table."""
    create_table(
        "calibrations",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Double(), nullable=False),
        sa.Column("models", sa.String(200), nullable=False),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("who", sa.String(200)),
        sa.Column("changed_at", sa.Double()),
        sa.Column("replaced", sa.String(26)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibrations")),
        sa.UniqueConstraint("number", name=op.f("uq_calibrations_number")),
    )


def downgrade() -> None:
    """Keep the table."""
