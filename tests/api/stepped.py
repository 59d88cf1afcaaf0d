"""A program of a later version than this one: its database has one more step."""

import shutil

from api.store.database import migrate

STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{revision}", "{before}"


def upgrade():
    columns = sa.inspect(op.get_bind()).get_columns("accounts")
    if "nickname" not in {{column["name"] for column in columns}}:  # a step back left it
        op.add_column("accounts", sa.Column("nickname", sa.String(64)))
    op.create_table("remarks", sa.Column("id", sa.String(26), primary_key=True), if_not_exists=True)
    op.create_index("ix_accounts_nickname", "accounts", ["nickname"], if_not_exists=True)
    op.execute("UPDATE accounts SET nickname = name WHERE nickname IS NULL")
    {more}


def downgrade():
    pass
"""


def with_step(folder, more=""):
    """Make the migrations of a later version in a new folder; return their latest step.

    more: a statement at the end of the step.
    """
    shutil.copytree(migrate.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    versions = folder / "versions"
    before = max(one.name for one in versions.glob("v*.py"))[1:5]
    revision = f"{int(before) + 1:04}"
    step = STEP.format(revision=revision, before=before, more=more)
    (versions / f"v{revision}_nicknames.py").write_text(step)
    return revision
