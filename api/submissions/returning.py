"""What the citizen is told once an officer has returned the conversation to the bot."""

from api.store import submissions
from api.store.channels import conversations, outbox
from api.store.channels.outbox import NewReply
from api.store.channels.stored import StoredConversation
from api.store.channels.threads import Thread
from api.submissions.codes import State
from api.submissions.records import states
from api.submissions.records.rows import ServiceGone, Transaction


def tell_return(act: Transaction, conversation: StoredConversation, thread: Thread) -> None:
    """Queue that the bot answers again, and what the application under way waits for."""
    texts = act.rules.catalogue.texts
    said = (texts.get(thread.lang) or texts["id"]).chat.officer.returned
    text = " ".join(filter(None, (said, _awaited(act, conversation.submission_id))))
    to = conversations.sender(act.vault, conversation)
    reply = NewReply(to=to, text=text, buttons=(), picture=None)
    outbox.add(act.connection, act.vault, conversation, [reply], act.now)


def _awaited(act: Transaction, submission_id: str | None) -> str:
    """Return what an open application waits for; empty for any other."""
    row = None if submission_id is None else submissions.get(act.connection, submission_id)
    if row is None:
        return ""
    try:
        of, speaker = states.progress(act, row), act.rules.speaker(row)
    except ServiceGone:
        return ""
    state = states.in_force(row, of)
    return speaker.said_of_state(state, of) if state is State.OPEN else ""
