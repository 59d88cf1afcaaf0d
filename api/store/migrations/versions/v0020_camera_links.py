"""Camera links: a page by which a citizen takes the photo of one paper."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import create_index, create_table

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Create the table."""
    create_table(
        "capture_links",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("submission_id", sa.String(26), nullable=False),
        sa.Column("slot", sa.String(32), nullable=False),
        sa.Column("token_mac", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(32), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("opened_at", sa.Double()),
        sa.Column("used_at", sa.Double()),
        sa.Column("filled_at", sa.Double()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture_links")),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submissions.id"],
            name=op.f("fk_capture_links_submission_id"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("token_mac", name=op.f("uq_capture_links_token_mac")),
    )
    create_index("ix_capture_links_submission_id", "capture_links", ["submission_id"])
    create_index("ix_capture_links_created_at", "capture_links", ["created_at"])


def downgrade() -> None:
    """Keep the table."""
