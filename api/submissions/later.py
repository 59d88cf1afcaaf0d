"""Tells the citizen in the chat what officers decided, and that a PDF's pages completed it."""

from sqlalchemy import Connection, RowMapping

from api.store.channels import conversations, decided, outbox
from api.store.channels.outbox import NewReply
from api.store.database.vault import Vault
from api.store.submissions import Submission
from api.submissions.codes import State
from api.submissions.records import states
from api.submissions.records.rows import Transaction


def tell_requests(connection: Connection, vault: Vault, now: float) -> int:
    """Queue officers' requests for another photo; return their number."""
    rows = decided.take(connection, now)
    for row in rows:
        _tell(connection, vault, row, row["request"], now)
    return len(rows)


def tell_completion(act: Transaction, before: Submission) -> None:
    """Queue the confirmation if an officer's decision, or a further page, has completed it.

    before: the submission as it was.
    """
    conversation = conversations.of_submission(act.connection, before.id)
    after = states.progress(act, before)
    if conversation is None or before.state == State.COMPLETE or after.state != State.COMPLETE:
        return
    said = act.rules.speaker(before).said_of_state(after.state, after, act.now)
    _tell(act.connection, act.vault, conversation, said, act.now)


def _tell(
    connection: Connection, vault: Vault, conversation: RowMapping, text: str, now: float
) -> None:
    to = conversations.sender(vault, conversation)
    reply = NewReply(to=to, text=text, buttons=(), picture=None)
    outbox.add(connection, vault, conversation, [reply], now)
