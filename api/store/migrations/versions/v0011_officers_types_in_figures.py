"""Photos: the index of what figures are made of holds the type that an officer set too."""

from alembic import op

revision = "0011"
down_revision = "0010"

EARLIER = (
    *("done_at", "verdict", "batch_id", "type", "reason", "service", "policy"),
    *("reference_mac", "took_ms"),
)
COLUMNS = (*EARLIER, "officer_type")


def upgrade() -> None:
    """Build the index anew."""
    _build(COLUMNS)


def downgrade() -> None:
    """Build the earlier index."""
    _build(EARLIER)


def _build(columns: tuple[str, ...]) -> None:
    op.drop_index("ix_photos_seen", "photos")
    op.create_index("ix_photos_seen", "photos", list(columns))
