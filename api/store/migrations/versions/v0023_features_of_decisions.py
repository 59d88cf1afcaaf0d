"""Features of `p_accept` with each decision, so that the service can learn from it."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import add_columns, create_index, create_table

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Create the table, and the column from which it is filled."""
    add_columns("photos", sa.Column("features", sa.LargeBinary()))
    create_table(
        "lessons",
        sa.Column("decision_id", sa.String(26), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("photo_id", sa.String(26), nullable=False),
        sa.Column("features", sa.LargeBinary(), nullable=False),
        sa.Column("sender_mac", sa.String(64)),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_lessons")),
    )
    for name in ("at", "photo_id", "sender_mac"):
        create_index(f"ix_lessons_{name}", "lessons", [name])


def downgrade() -> None:
    """Keep both."""
