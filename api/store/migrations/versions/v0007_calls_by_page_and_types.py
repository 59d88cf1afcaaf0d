"""Checks: a repeated call is one of the same photo, page and types."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

EARLIER = "uq_checks_owner_reference_mac_attempt_file_mac"
CONSTRAINT = "uq_checks_owner_reference_mac_attempt_call_mac"


def upgrade() -> None:
    """Add the column and move the constraint to it; earlier rows repeat nothing."""
    seen = sa.inspect(op.get_bind())
    columns = {column["name"] for column in seen.get_columns("checks")}
    constraints = {constraint["name"] for constraint in seen.get_unique_constraints("checks")}
    with op.batch_alter_table("checks") as batch_op:
        if "call_mac" not in columns:  # a step back left it
            batch_op.add_column(sa.Column("call_mac", sa.String(64)))
        if EARLIER in constraints:
            batch_op.drop_constraint(EARLIER, type_="unique")
        batch_op.create_unique_constraint(
            CONSTRAINT, ["owner", "reference_mac", "attempt", "call_mac"]
        )


def downgrade() -> None:
    """Drop the constraint. Rows may break the earlier one, and the column loses nothing."""
    with op.batch_alter_table("checks") as batch_op:
        batch_op.drop_constraint(CONSTRAINT, type_="unique")
