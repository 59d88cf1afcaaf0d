"""Conversations that officers hold with citizens; what a reply is about, and its id there."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import add_columns, create_index, create_table

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Create the tables, and add the columns with their index."""
    create_table(
        "threads",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("conversation_id", sa.String(26), nullable=False),
        sa.Column("sender_mac", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("number_id", sa.String(200), nullable=False),
        sa.Column("line", sa.String(200)),
        sa.Column("lang", sa.String(3), nullable=False),
        sa.Column("submission_id", sa.String(26)),
        sa.Column("opened_at", sa.Double(), nullable=False),
        sa.Column("changed_at", sa.Double(), nullable=False),
        sa.Column("waits_since", sa.Double()),
        sa.Column("officer", sa.String(200)),
        sa.Column("closed_at", sa.Double()),
        sa.Column("closed_by", sa.String(200)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
    )
    create_index("ix_threads_conversation_id", "threads", ["conversation_id"])
    create_index("ix_threads_sender_mac", "threads", ["sender_mac"])
    create_index("ix_threads_closed_at_waits_since", "threads", ["closed_at", "waits_since"])
    create_index("ix_threads_changed_at", "threads", ["changed_at"])
    create_table(
        "thread_messages",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("thread_id", sa.String(26), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("author", sa.String(32), nullable=False),
        sa.Column("officer", sa.String(200)),
        sa.Column("sealed_text", sa.LargeBinary()),
        sa.Column("sealed_file", sa.LargeBinary()),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("photo_id", sa.String(26)),
        sa.Column("reply_id", sa.String(26)),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["threads.id"],
            name=op.f("fk_thread_messages_thread_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_messages")),
    )
    create_index("ix_thread_messages_thread_id", "thread_messages", ["thread_id"])
    add_columns(
        "channel_replies",
        sa.Column("about", sa.String(26)),
        sa.Column("sent_mac", sa.String(64)),
    )
    create_index("ix_channel_replies_sent_mac", "channel_replies", ["sent_mac"])


def downgrade() -> None:
    """Keep the tables and the columns."""
