"""Conversations in chat channels, their messages and replies."""

import sqlalchemy as sa
from alembic import op

from api.store.migrations.additions import create_index, create_table

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the tables."""
    create_table(
        "conversations",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("sender_mac", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("number_id", sa.String(200), nullable=False),
        sa.Column("sealed_sender", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_state", sa.LargeBinary()),
        sa.Column("submission_id", sa.String(26)),
        sa.Column("window_until", sa.Double(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.Column("next_at", sa.Double()),
        sa.Column("leased_by", sa.String(200)),
        sa.Column("lease", sa.String(26)),
        sa.Column("lease_until", sa.Double()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("sender_mac", name=op.f("uq_conversations_sender_mac")),
    )
    create_index("ix_conversations_next_at", "conversations", ["next_at"])
    create_index("ix_conversations_expires_at", "conversations", ["expires_at"])
    create_index("ix_conversations_submission_id", "conversations", ["submission_id"])
    create_table(
        "channel_messages",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("message_mac", sa.String(64), nullable=False),
        sa.Column("sender_mac", sa.String(64)),
        sa.Column("sent_at", sa.Double(), nullable=False),
        sa.Column("received_at", sa.Double(), nullable=False),
        sa.Column("sealed_payload", sa.LargeBinary()),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("fetches", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("problem", sa.String(32)),
        sa.Column("done_at", sa.Double()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_messages")),
        sa.UniqueConstraint("message_mac", name=op.f("uq_channel_messages_message_mac")),
    )
    create_index(
        "ix_channel_messages_sender_mac_state_sent_at",
        "channel_messages",
        ["sender_mac", "state", "sent_at"],
    )
    create_index("ix_channel_messages_received_at", "channel_messages", ["received_at"])
    create_table(
        "channel_replies",
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("sender_mac", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("number_id", sa.String(200), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sealed_payload", sa.LargeBinary()),
        sa.Column("window_until", sa.Double(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("unsure", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_at", sa.Double()),
        sa.Column("leased_by", sa.String(200)),
        sa.Column("tried_at", sa.Double()),
        sa.Column("finished_at", sa.Double()),
        sa.Column("code", sa.String(32)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel_replies")),
    )
    create_index("ix_channel_replies_next_at", "channel_replies", ["next_at"])
    create_index("ix_channel_replies_leased_by", "channel_replies", ["leased_by"])
    create_index("ix_channel_replies_sender_mac_state", "channel_replies", ["sender_mac", "state"])
    create_index("ix_channel_replies_created_at", "channel_replies", ["created_at"])


def downgrade() -> None:
    """Keep the tables."""
