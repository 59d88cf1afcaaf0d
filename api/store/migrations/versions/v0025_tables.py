"""The tables."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = None

ID, MAC, CODE, TEXT = (sa.String(length) for length in (26, 64, 32, 200))
APPEND_ONLY = ("decisions", "trail")


def upgrade() -> None:
    """Create the tables, two of which nobody can change or delete from."""
    _create_batches()
    _create_submissions()
    _create_checks()
    _create_officers()
    _create_chats()
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            _refuse(table, act)


def _create_batches() -> None:
    """Create those of batches, their files and photos."""
    op.create_table(
        "meta",
        sa.Column("name", CODE, primary_key=True),
        sa.Column("value", TEXT, nullable=False),
    )
    op.create_table(
        "batches",
        sa.Column("id", ID, primary_key=True),
        sa.Column("created_at", sa.Double, nullable=False, index=True),
        sa.Column("closed_at", sa.Double),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("origin", CODE, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("line", TEXT),
        sa.Column("sealed_name", sa.LargeBinary),
    )
    op.create_table(
        "files",
        sa.Column("id", ID, primary_key=True),
        sa.Column("batch_id", ID, sa.ForeignKey("batches.id", ondelete="CASCADE"), nullable=False),
        sa.Column("file_mac", MAC, nullable=False),
        sa.Column("sealed_bytes", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("batch_id", "file_mac"),
    )
    op.create_table(
        "photos",
        sa.Column("id", ID, primary_key=True),
        sa.Column("batch_id", ID, sa.ForeignKey("batches.id", ondelete="CASCADE"), nullable=False),
        sa.Column("file_id", ID, sa.ForeignKey("files.id", ondelete="SET NULL"), index=True),
        sa.Column("file_mac", MAC, nullable=False),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("added_at", sa.Double, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("sealed_names", sa.LargeBinary, nullable=False),
        sa.Column("reference_mac", MAC),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("check_id", ID),
        sa.Column("slot", CODE),
        sa.Column("part", sa.Integer),
        sa.Column("filing", CODE),
        sa.Column("returned_at", sa.Double),
        sa.Column("message_mac", MAC),
        sa.Column("sealed_likeness", sa.LargeBinary),
        sa.Column("members_due_at", sa.Double),
        sa.Column("sealed_members", sa.LargeBinary),
        sa.Column("state", CODE, nullable=False),
        sa.Column("leased_by", TEXT),
        sa.Column("lease_until", sa.Double),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("published_at", sa.Double),
        sa.Column("done_at", sa.Double),
        sa.Column("answer", sa.JSON),
        sa.Column("error", CODE),
        sa.Column("verdict", CODE),
        sa.Column("next", CODE),
        sa.Column("type", CODE),
        sa.Column("reason", CODE),
        sa.Column("p_accept", sa.Double),
        sa.Column("number_state", CODE),
        sa.Column("sealed_number", sa.LargeBinary),
        sa.Column("number_masked", TEXT),
        sa.Column("number_mac", MAC),
        sa.Column("sureness", sa.Double),
        sa.Column("features", sa.LargeBinary),
        sa.Column("for_officer", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("sampled", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("sampling_probability", sa.Double),
        sa.Column("queue_reason", CODE),
        sa.Column("claimed_by", TEXT),
        sa.Column("claim_until", sa.Double),
        sa.Column("decision", CODE),
        sa.Column("decision_id", ID),
        sa.Column("decision_reason", CODE),
        sa.Column("message", sa.String(2000)),
        sa.Column("decided_by", TEXT),
        sa.Column("decided_at", sa.Double),
        sa.Column("officer_type", CODE),
        sa.Column("sent_at", sa.Double),
        sa.Column("sent_by", TEXT),
        sa.Column("sealed_typed", sa.LargeBinary),
        sa.Column("service", TEXT),
        sa.Column("policy", TEXT),
        sa.Column("took_ms", sa.Integer),
        sa.UniqueConstraint("batch_id", "file_mac", "page"),
        sa.Index(None, "batch_id", "position"),
        sa.Index(None, "check_id"),
        sa.Index(None, "file_mac"),
        sa.Index(None, "for_officer", "decision", "rank", "sureness"),
        sa.Index(
            "ix_photos_listed",
            *("batch_id", "position", "page", "state", "for_officer", "decision"),
            *("verdict", "officer_type", "type", "decision_reason", "reason", "added_at"),
            *("decided_by", "decided_at", "number_masked", "id"),
        ),
        sa.Index(None, "members_due_at"),
        sa.Index(None, "number_mac"),
        sa.Index(None, "reference_mac"),
        sa.Index(
            "ix_photos_seen",
            *("done_at", "verdict", "batch_id", "type", "reason", "service", "policy"),
            *("reference_mac", "took_ms", "officer_type"),
        ),
        sa.Index(None, "state", "rank", "added_at", "position"),
        _index_where("ix_photos_undoable", "file_id IS NOT NULL", "decided_by", "decided_at"),
        _index_where("ix_photos_unjudged", "verdict IS NULL", "state", "decision", "decided_by"),
        _index_where("ix_photos_unsent", "sent_at IS NULL", "decision", "batch_id"),
    )
    op.create_table(
        "announced",
        sa.Column("id", ID, primary_key=True),
        sa.Column("batch_id", ID, sa.ForeignKey("batches.id", ondelete="CASCADE"), nullable=False),
        sa.Column("file_mac", MAC),
        sa.Column("sealed_path", sa.LargeBinary, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("code", CODE),
        sa.Column("at", sa.Double, nullable=False),
        sa.Index(None, "batch_id", "state"),
        sa.Index(None, "file_mac"),
    )
    op.create_table(
        "name_blocks",
        sa.Column("start", sa.String(5), primary_key=True),
        sa.Column("photos", sa.Integer, nullable=False),
        sa.Column("last", ID, nullable=False),
        sa.Column("sealed_lines", sa.LargeBinary, nullable=False),
    )


def _create_submissions() -> None:
    """Create those of applications and their camera links."""
    op.create_table(
        "submissions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("created_at", sa.Double, nullable=False, index=True),
        sa.Column("updated_at", sa.Double, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("service", CODE, nullable=False),
        sa.Column("variant", CODE, nullable=False),
        sa.Column("lang", sa.String(3), nullable=False),
        sa.Column("line", TEXT),
        sa.Column("batch_id", ID, sa.ForeignKey("batches.id", ondelete="SET NULL"), index=True),
        sa.Column("reference_mac", MAC),
        sa.Column("sealed_reference", sa.LargeBinary),
        sa.Column("state", CODE, nullable=False),
        sa.Column("completed_at", sa.Double),
        sa.Column("stale", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("step", CODE),
        sa.Column("step_at", sa.Double),
        sa.Column("officer", TEXT),
        sa.Column("touched_at", sa.Double),
        sa.Column("closed_at", sa.Double),
        sa.Column("sealed_word", sa.LargeBinary),
        sa.Column("sealed_note", sa.LargeBinary),
        sa.Column("conversation_id", ID),
        sa.Column("tell_at", sa.Double),
        sa.Column("told_step", CODE),
        sa.Column("rounds", sa.Integer, nullable=False, server_default="0"),
        sa.Column("sent_back", sa.Integer, nullable=False, server_default="0"),
        sa.Column("saved", sa.Integer, nullable=False, server_default="0"),
        sa.Column("spared", sa.JSON),
        sa.Index(None, "closed_at"),
        sa.Index(None, "completed_at"),
        sa.Index(None, "conversation_id"),
        sa.Index(None, "owner", "reference_mac"),
        sa.Index(None, "state", "updated_at"),
        sa.Index(None, "tell_at"),
    )
    op.create_table(
        "capture_links",
        sa.Column("id", ID, primary_key=True),
        sa.Column(
            "submission_id", ID, sa.ForeignKey("submissions.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("slot", sa.String(32), nullable=False),
        sa.Column("token_mac", MAC, nullable=False, unique=True),
        sa.Column("made_by", CODE, nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("expires_at", sa.Double, nullable=False),
        sa.Column("opened_at", sa.Double),
        sa.Column("used_at", sa.Double),
        sa.Column("filled_at", sa.Double),
        sa.Index(None, "created_at"),
        sa.Index(None, "submission_id"),
    )


def _create_checks() -> None:
    """Create that of `/check`, and those of sums of days."""
    op.create_table(
        "checks",
        sa.Column("id", ID, primary_key=True),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("line", TEXT),
        sa.Column("reference_mac", MAC),
        sa.Column("file_mac", MAC, nullable=False),
        sa.Column("call_mac", MAC),
        sa.Column("asked", sa.JSON, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("type", CODE),
        sa.Column("verdict", CODE),
        sa.Column("next", CODE),
        sa.Column("p_accept", sa.Double),
        sa.Column("reason", CODE),
        sa.Column("error", CODE),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("notes", sa.JSON, nullable=False),
        sa.Column("measures", sa.JSON, nullable=False),
        sa.Column("number_state", CODE),
        sa.Column("took_ms", sa.Integer),
        sa.Column("version", sa.JSON, nullable=False),
        sa.Column("service", TEXT),
        sa.Column("policy", TEXT),
        sa.UniqueConstraint("owner", "reference_mac", "attempt", "call_mac"),
        sa.Index(None, "reference_mac", "at"),
        sa.Index(
            "ix_checks_seen",
            *("at", "verdict", "line", "type", "reason", "service", "policy"),
            *("reference_mac", "took_ms"),
        ),
    )
    op.create_table(
        "figure_days",
        sa.Column("begin", sa.Double, primary_key=True, autoincrement=False),
        sa.Column("sums", sa.JSON, nullable=False),
    )
    op.create_table(
        "drift_days",
        sa.Column("begin", sa.Double, primary_key=True, autoincrement=False),
        sa.Column("counts", sa.JSON, nullable=False),
    )


def _create_officers() -> None:
    """Create those of accounts, decisions with what they teach, posts, trail and keys."""
    op.create_table(
        "decisions",
        sa.Column("id", ID, primary_key=True),
        sa.Column("at", sa.Double, nullable=False, index=True),
        sa.Column("act", CODE, nullable=False),
        sa.Column("group_id", ID, nullable=False, index=True),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("subject", CODE, nullable=False),
        sa.Column("subject_id", ID, nullable=False, index=True),
        sa.Column("batch_id", ID, index=True),
        sa.Column("decision", CODE),
        sa.Column("reason", CODE),
        sa.Column("number", CODE),
        sa.Column("line", TEXT),
        sa.Column("type", CODE),
        sa.Column("officer_type", CODE),
        sa.Column("verdict", CODE),
        sa.Column("p_accept", sa.Double),
        sa.Column("reasons", sa.JSON),
        sa.Column("measures", sa.JSON),
        sa.Column("version", sa.JSON),
        sa.Column("sampled", sa.Boolean),
        sa.Column("sampling_probability", sa.Double),
    )
    op.create_table(
        "lessons",
        sa.Column("decision_id", ID, primary_key=True),
        sa.Column("at", sa.Double, nullable=False, index=True),
        sa.Column("photo_id", ID, nullable=False, index=True),
        sa.Column("features", sa.LargeBinary, nullable=False),
        sa.Column("sender_mac", MAC, index=True),
    )
    op.create_table(
        "suite_photos",
        sa.Column("id", ID, primary_key=True),
        sa.Column("photo_id", ID, nullable=False, unique=True),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("sender_mac", MAC),
        sa.Column("answer", sa.JSON, nullable=False),
        sa.Column("day", CODE, nullable=False),
        sa.Column("type", CODE, nullable=False),
        sa.Column("doubtful", sa.Boolean, nullable=False),
        sa.Column("draw", MAC, nullable=False),
        sa.Column("first_who", TEXT, nullable=False),
        sa.Column("first_opinion", CODE, nullable=False),
        sa.Column("second_who", TEXT),
        sa.Column("second_opinion", CODE),
        sa.Column("second_at", sa.Double),
        sa.Column("sealed_bytes", sa.LargeBinary, nullable=False),
        sa.Index(None, "at"),
        sa.Index(None, "sender_mac"),
    )
    op.create_table(
        "calibrations",
        sa.Column("id", ID, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False, unique=True),
        sa.Column("made_at", sa.Double, nullable=False),
        sa.Column("models", TEXT, nullable=False),
        sa.Column("decisions", sa.Integer, nullable=False),
        sa.Column("parameters", sa.JSON, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("who", TEXT),
        sa.Column("changed_at", sa.Double),
        sa.Column("replaced", ID),
    )
    op.create_table(
        "trail",
        sa.Column("id", ID, primary_key=True),
        sa.Column("at", sa.Double, nullable=False, index=True),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("act", CODE, nullable=False),
        sa.Column("subject", TEXT),
        sa.Column("detail", sa.JSON),
    )
    op.create_table(
        "posts",
        sa.Column("decision_id", ID, primary_key=True),
        sa.Column(
            "photo_id",
            ID,
            sa.ForeignKey("photos.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_at", sa.Double),
        sa.Column("sent_at", sa.Double),
        sa.Column("status", sa.Integer),
        sa.Index(None, "next_at"),
    )
    op.create_table(
        "accounts",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(64), nullable=False, unique=True),
        sa.Column("role", CODE, nullable=False),
        sa.Column("password", TEXT, nullable=False),
        sa.Column("must_change", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("disabled_at", sa.Double),
        sa.Column("failed", sa.Integer, nullable=False, server_default="0"),
        sa.Column("locked_until", sa.Double),
        sa.Column("session", ID, nullable=False),
    )
    op.create_table(
        "sign_ins",
        sa.Column("account_id", ID, primary_key=True),
        sa.Column("origin", MAC, primary_key=True),
        sa.Column("known", sa.Boolean, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", ID, primary_key=True),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("sha256", MAC, nullable=False, unique=True),
        sa.Column("scopes", TEXT, nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("expires_at", sa.Double),
        sa.Column("revoked_at", sa.Double),
        sa.Column("last_used_on", sa.String(10)),
    )


def _create_chats() -> None:
    """Create those of citizens' conversations, with the dialogue and with officers."""
    op.create_table(
        "conversations",
        sa.Column("id", ID, primary_key=True),
        sa.Column("sender_mac", MAC, nullable=False, unique=True),
        sa.Column("alias_mac", MAC),
        sa.Column("channel", CODE, nullable=False),
        sa.Column("number_id", TEXT, nullable=False),
        sa.Column("sealed_sender", sa.LargeBinary, nullable=False),
        sa.Column("sealed_state", sa.LargeBinary),
        sa.Column("submission_id", ID),
        sa.Column("window_until", sa.Double, nullable=False),
        sa.Column("expires_at", sa.Double, nullable=False),
        sa.Column("next_at", sa.Double),
        sa.Column("leased_by", TEXT),
        sa.Column("lease", ID),
        sa.Column("lease_until", sa.Double),
        sa.Index(None, "alias_mac"),
        sa.Index(None, "expires_at"),
        sa.Index(None, "next_at"),
        sa.Index(None, "submission_id"),
    )
    op.create_table(
        "channel_messages",
        sa.Column("id", ID, primary_key=True),
        sa.Column("message_mac", MAC, nullable=False, unique=True),
        sa.Column("sender_mac", MAC),
        sa.Column("sent_at", sa.Double, nullable=False),
        sa.Column("received_at", sa.Double, nullable=False),
        sa.Column("sealed_payload", sa.LargeBinary),
        sa.Column("state", CODE, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("fetches", sa.Integer, nullable=False, server_default="0"),
        sa.Column("problem", CODE),
        sa.Column("done_at", sa.Double),
        sa.Index(None, "received_at"),
        sa.Index(None, "sender_mac", "state", "sent_at"),
    )
    op.create_table(
        "channel_replies",
        sa.Column("id", ID, primary_key=True),
        sa.Column("sender_mac", MAC, nullable=False),
        sa.Column("channel", CODE, nullable=False),
        sa.Column("number_id", TEXT, nullable=False),
        sa.Column("created_at", sa.Double, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("sealed_payload", sa.LargeBinary),
        sa.Column("window_until", sa.Double, nullable=False),
        sa.Column("state", CODE, nullable=False),
        sa.Column("unsure", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("next_at", sa.Double),
        sa.Column("leased_by", TEXT),
        sa.Column("tried_at", sa.Double),
        sa.Column("finished_at", sa.Double),
        sa.Column("code", CODE),
        sa.Column("undelivered", CODE),
        sa.Column("about", ID),
        sa.Column("sent_mac", MAC),
        sa.Index(None, "created_at"),
        sa.Index(None, "leased_by"),
        sa.Index(None, "next_at"),
        sa.Index(None, "sender_mac", "state"),
        sa.Index(None, "sent_mac"),
    )
    op.create_table(
        "threads",
        sa.Column("id", ID, primary_key=True),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("sender_mac", MAC, nullable=False),
        sa.Column("channel", CODE, nullable=False),
        sa.Column("number_id", TEXT, nullable=False),
        sa.Column("line", TEXT),
        sa.Column("lang", sa.String(3), nullable=False),
        sa.Column("submission_id", ID),
        sa.Column("opened_at", sa.Double, nullable=False),
        sa.Column("changed_at", sa.Double, nullable=False),
        sa.Column("waits_since", sa.Double),
        sa.Column("officer", TEXT),
        sa.Column("closed_at", sa.Double),
        sa.Column("closed_by", TEXT),
        sa.Index(None, "changed_at"),
        sa.Index(None, "closed_at", "waits_since"),
        sa.Index(None, "conversation_id"),
        sa.Index(None, "sender_mac"),
    )
    op.create_table(
        "thread_messages",
        sa.Column("id", ID, primary_key=True),
        sa.Column("thread_id", ID, sa.ForeignKey("threads.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("author", CODE, nullable=False),
        sa.Column("officer", TEXT),
        sa.Column("sealed_text", sa.LargeBinary),
        sa.Column("sealed_file", sa.LargeBinary),
        sa.Column("kind", CODE, nullable=False),
        sa.Column("photo_id", ID),
        sa.Column("reply_id", ID),
        sa.Index(None, "thread_id"),
    )


def _index_where(name: str, condition: str, *columns: str) -> sa.Index:
    """Return an index of the rows for which the condition is true."""
    where = sa.text(condition)
    return sa.Index(name, *columns, sqlite_where=where, postgresql_where=where)


def _refuse(table: str, act: str) -> None:
    name = f"{table}_no_{act.lower()}"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )
