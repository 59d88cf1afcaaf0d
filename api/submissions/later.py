"""Tells the citizen in the chat what officers decided, and that a PDF's pages completed it."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, RowMapping

from api.store import submissions
from api.store.channels import conversations, decided, outbox
from api.store.channels.decided import DecidedPhoto
from api.store.channels.outbox import NewReply
from api.store.channels.stored import StoredConversation
from api.store.database.vault import Vault
from api.store.submissions import Submission
from api.submissions.codes import SlotState, State
from api.submissions.papers import OTHER, SlotProgress
from api.submissions.records import states
from api.submissions.records.rows import ServiceGone, Transaction


def tell_decisions(act: Transaction) -> int:
    """Queue what officers decided on photos, each once; return their number.

    The two halves of a sheet, accepted together, are one acceptance.
    """
    photos = decided.take(act.connection, act.now)
    accepted = {photo.photo_id for photo in photos if photo.request is None}
    reported: set[tuple[str, str]] = set()
    untold = set()
    for photo in photos:
        said, conversation = _decision(act, photo, accepted), photo.conversation
        if said is None:
            untold.add(photo.photo_id)
        elif (conversation.id, said) not in reported:
            reported.add((conversation.id, said))
            _tell(act.connection, act.vault, conversation, said, act.now)
    decided.note_untold(act.connection, untold)
    return len(photos)


def _decision(act: Transaction, photo: DecidedPhoto, accepted: Collection[str]) -> str | None:
    """Return what is said of a decision; it names the paper, and an acceptance what is next.

    None for an application that has ended, for an acceptance where the office no longer has the
    service, and for what changes nothing for the citizen. accepted: the photos that are accepted
    together.
    """
    row = submissions.get(act.connection, photo.application_id)
    assert row is not None  # of the query
    if row.ended:
        return None
    try:
        speaker = act.rules.speaker(row)
    except ServiceGone:
        return photo.request
    of, asks = states.progress(act, row), photo.request is not None
    these = {photo.photo_id, *(() if asks else accepted)}
    if not _is_news(of.of(photo.slot), these, asks=asks):
        return None
    paper = speaker.title(speaker.variant.slot(photo.slot))
    paper = paper or speaker.texts.documents[photo.type or OTHER]
    if photo.request is None:
        return speaker.accepted(paper, of)
    return speaker.again(paper, photo.request)


def _is_news(slot: SlotProgress | None, without: Collection[str], *, asks: bool) -> bool:
    """Return whether a decision on these photos of a slot tells the citizen anything new.

    asks: another photo is asked for; only if no other one fills the slot or is with an officer.
    Otherwise they are accepted; only if no officer has accepted another one.
    """
    if slot is None:
        return True
    others = replace(slot, papers=tuple(one for one in slot.papers if one.id not in without))
    if asks:
        return others.state not in {SlotState.IN, SlotState.OFFICER}
    return not any(one.decision == "accept" for one in others.kept)


def tell_completion(act: Transaction, before: Submission) -> None:
    """Queue the confirmation if an officer's decision, or a further page, has completed it.

    before: the submission as it was.
    """
    conversation = conversations.of_submission(act.connection, before.id)
    after = states.progress(act, before)
    if conversation is None or before.state == State.COMPLETE or after.state != State.COMPLETE:
        return
    said = act.rules.speaker(before).said_of_state(after.state, after)
    _tell(act.connection, act.vault, conversation, said, act.now)


def tell_page(act: Transaction, before: Submission, photo: RowMapping, slot: str | None) -> None:
    """Queue that a further page of a file is a paper of its own; not if all are in now.

    before: the submission as it was.
    """
    conversation = conversations.of_submission(act.connection, before.id)
    after, speaker = states.progress(act, before), act.rules.speaker(before)
    wanted = speaker.variant.slot(slot)
    if conversation is None or wanted is None or after.state == State.COMPLETE:
        return
    said = speaker.page(wanted, photo["page"], after)
    _tell(act.connection, act.vault, conversation, said, act.now)


def _tell(
    connection: Connection, vault: Vault, conversation: StoredConversation, text: str, now: float
) -> None:
    to = conversations.sender(vault, conversation)
    reply = NewReply(to=to, text=text, buttons=(), picture=None)
    outbox.add(connection, vault, conversation, [reply], now)
