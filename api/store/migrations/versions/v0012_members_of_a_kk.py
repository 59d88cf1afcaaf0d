"""Photos: what was read in a Kartu Keluarga's table of members, sealed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column, unless a step back left it."""
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("photos")}
    if "sealed_members" not in columns:
        op.add_column("photos", sa.Column("sealed_members", sa.LargeBinary()))


def downgrade() -> None:
    """Keep the column, which the earlier version ignores."""
