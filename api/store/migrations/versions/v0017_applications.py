"""Applications at the desk: what officers made of them, and the conversation that is told."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import add_columns, create_index

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the columns, and link the applications to the conversations that they are made in."""
    add_columns(
        "submissions",
        sa.Column("step", sa.String(32)),
        sa.Column("step_at", sa.Double()),
        sa.Column("officer", sa.String(200)),
        sa.Column("touched_at", sa.Double()),
        sa.Column("closed_at", sa.Double()),
        sa.Column("sealed_word", sa.LargeBinary()),
        sa.Column("sealed_note", sa.LargeBinary()),
        sa.Column("conversation_id", sa.String(26)),
        sa.Column("tell_at", sa.Double()),
        sa.Column("told_step", sa.String(32)),
    )
    add_columns("photos", sa.Column("returned_at", sa.Double()))
    for name in ("conversation_id", "tell_at", "closed_at"):
        create_index(f"ix_submissions_{name}", "submissions", [name])
    op.execute(
        "UPDATE submissions SET conversation_id = (SELECT max(id) FROM conversations"
        " WHERE conversations.submission_id = submissions.id) WHERE conversation_id IS NULL"
    )
    op.execute(  # those of the demo are told by their owner
        "UPDATE submissions SET owner = 'channel/demo' WHERE conversation_id IN"
        " (SELECT id FROM conversations WHERE channel = 'demo')"
    )


def downgrade() -> None:
    """Keep the columns."""
