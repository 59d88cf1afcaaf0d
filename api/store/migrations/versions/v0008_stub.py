"""Stands in for the tables of submissions until both are merged."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Do nothing."""
