"""Checks: a repeated call is one of the same photo, page and types."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column and move the constraint to it; earlier rows repeat nothing."""
    with op.batch_alter_table("checks") as batch_op:
        batch_op.add_column(sa.Column("call_mac", sa.String(64)))
        batch_op.drop_constraint("uq_checks_owner_reference_mac_attempt_file_mac", type_="unique")
        batch_op.create_unique_constraint(
            "uq_checks_owner_reference_mac_attempt_call_mac",
            ["owner", "reference_mac", "attempt", "call_mac"],
        )
