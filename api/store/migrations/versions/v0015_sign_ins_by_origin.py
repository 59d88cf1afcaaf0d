"""Wrong passwords by account and origin."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import create_table

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the table."""
    create_table(
        "sign_ins",
        sa.Column("account_id", sa.String(26), nullable=False),
        sa.Column("origin", sa.String(64), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "origin", name=op.f("pk_sign_ins")),
    )


def downgrade() -> None:
    """Keep the table: its rows end by themselves."""
