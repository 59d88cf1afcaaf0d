"""Keys of callers, with scopes."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import create_table

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table."""
    create_table(
        "api_keys",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("scopes", sa.String(200), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double()),
        sa.Column("revoked_at", sa.Double()),
        sa.Column("last_used_on", sa.String(10)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("sha256", name=op.f("uq_api_keys_sha256")),
    )


def downgrade() -> None:
    """Keep the table: a service that had a key is never open again."""
