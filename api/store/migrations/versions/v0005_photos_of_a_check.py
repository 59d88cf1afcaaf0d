"""Photos: an index by the check that they follow, whose page shows what became of them."""

from api.store.migrations.additions import create_index

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the index."""
    create_index("ix_photos_check_id", "photos", ["check_id"])


def downgrade() -> None:
    """Keep the index."""
