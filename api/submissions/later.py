"""Tells the citizen in the chat what officers decided, and that a PDF's pages completed it."""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, RowMapping

from api.store import submissions
from api.store.channels import conversations, decided, outbox
from api.store.channels.outbox import NewReply
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
    rows = decided.take(act.connection, act.now)
    accepted = {row["photo_id"] for row in rows if row["accepted"]}
    reported: set[tuple[str, str]] = set()
    untold = set()
    for row in rows:
        said = _decision(act, row, accepted)
        if said is None:
            untold.add(row["photo_id"])
        elif (row["id"], said) not in reported:
            reported.add((row["id"], said))
            _tell(act.connection, act.vault, row, said, act.now)
    decided.note_untold(act.connection, untold)
    return len(rows)


def _decision(act: Transaction, decided_on: RowMapping, accepted: Collection[str]) -> str | None:
    """Return what is said of a decision; it names the paper, and an acceptance what is next.

    None for an application that has ended, for an acceptance where the office no longer has the
    service, and for what changes nothing for the citizen. accepted: the photos that are accepted
    together.
    """
    row = submissions.get(act.connection, decided_on["application_id"], None)
    assert row is not None  # of the query
    if row.ended:
        return None
    try:
        speaker = act.rules.speaker(row)
    except ServiceGone:
        request: str | None = None if decided_on["accepted"] else decided_on["request"]
        return request
    of = states.progress(act, row)
    these = {decided_on["photo_id"], *(accepted if decided_on["accepted"] else ())}
    if not _is_news(of.of(decided_on["slot"]), these, asks=not decided_on["accepted"]):
        return None
    paper = speaker.title(speaker.variant.slot(decided_on["slot"]))
    paper = paper or speaker.texts.documents[decided_on["type"] or OTHER]
    if decided_on["accepted"]:
        return speaker.accepted(paper, of)
    return speaker.again(paper, decided_on["request"])


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
    connection: Connection, vault: Vault, conversation: RowMapping, text: str, now: float
) -> None:
    to = conversations.sender(vault, conversation)
    reply = NewReply(to=to, text=text, buttons=(), picture=None)
    outbox.add(connection, vault, conversation, [reply], now)
