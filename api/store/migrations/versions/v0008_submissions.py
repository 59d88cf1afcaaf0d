"""Submissions of citizens, and where their photos are filed."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import add_columns, create_index, create_table

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns and the table."""
    add_columns(
        "photos",
        sa.Column("slot", sa.String(32)),
        sa.Column("part", sa.Integer()),
        sa.Column("filing", sa.String(32)),
        sa.Column("message_mac", sa.String(64)),
        sa.Column("sealed_likeness", sa.LargeBinary()),
    )
    create_table(
        "submissions",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("service", sa.String(32), nullable=False),
        sa.Column("variant", sa.String(32), nullable=False),
        sa.Column("lang", sa.String(3), nullable=False),
        sa.Column("line", sa.String(200)),
        sa.Column("batch_id", sa.String(26)),
        sa.Column("reference_mac", sa.String(64)),
        sa.Column("sealed_reference", sa.LargeBinary()),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("completed_at", sa.Double()),
        sa.Column("stale", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("rounds", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("sent_back", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("saved", sa.Integer(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["batches.id"],
            name=op.f("fk_submissions_batch_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
    )
    for columns in (
        ["created_at"],
        ["batch_id"],
        ["owner", "reference_mac"],
        ["state", "updated_at"],
    ):
        create_index(f"ix_submissions_{'_'.join(columns)}", "submissions", columns)


def downgrade() -> None:
    """Keep the columns and the table."""
