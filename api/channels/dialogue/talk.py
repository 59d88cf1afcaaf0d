"""Answers to what a citizen writes or chooses."""

from collections.abc import Sequence

from api.channels.dialogue.menu import APPLY, SERVICE, SLOT
from api.channels.dialogue.office import OWNER
from api.channels.dialogue.turn import GONE, Turn
from api.channels.dialogue.words import Wish, wish
from api.channels.messages import Reply
from api.store import audit_trail, citizens
from api.store.photos import search
from api.submissions import submissions
from api.submissions.papers import progress
from api.submissions.photos import place
from api.submissions.wording import Speaker

CITIZEN = "citizen"
"""Name in the audit trail of who asks in a chat to be forgotten."""
ASKED = "asked"
"""Key of the conversation's state: when the purpose of held photos was asked for."""
ALBUM_SECONDS = 30.0
"""Photos sent within this time are one album, about which the citizen is asked once."""


def talk(turn: Turn) -> Sequence[Reply]:
    """Answer a text."""
    asked = wish(turn.incoming.text or "", turn.chat)
    if asked is Wish.FORGET:
        return _forget(turn)
    if asked is Wish.MENU or turn.conversation.submission_id is None:
        return [turn.offer(turn.chat.welcome)]
    return [turn.state()]


def choose(turn: Turn) -> Sequence[Reply]:
    """Answer a choice; one that is no longer offered is answered as a text."""
    kind, _, what = (turn.incoming.text or "").partition(":")
    first, _, second = what.partition("/")
    if kind == SERVICE and (choices := turn.menu.of_service(first)):
        return [Reply(text=turn.chat.choose, buttons=choices)]
    if kind == APPLY and first in turn.menu.services:
        return [_apply(turn, first, second)]
    if kind == SLOT and turn.conversation.submission_id is not None:
        return [_place(turn, first, second)]
    return talk(turn)


def want_photos(turn: Turn) -> Sequence[Reply]:
    """Answer a sticker, a voice message, or anything else that is no photo."""
    if turn.conversation.submission_id is None:
        return [turn.offer(turn.chat.only_photos)]
    state = turn.state()
    return [Reply(text=f"{turn.chat.only_photos} {state.text}", buttons=state.buttons)]


def hold(turn: Turn) -> Sequence[Reply]:
    """Keep a photo until the citizen has said what it is for; ask once an album."""
    turn.conversation.submission_id = None
    turn.conversation.hold()
    state, sent_at = turn.conversation.state, turn.incoming.sent_at
    if ASKED in state and abs(sent_at - state[ASKED]) < ALBUM_SECONDS:
        return []
    state[ASKED] = sent_at
    return [turn.offer(turn.chat.kept)]


def _apply(turn: Turn, service: str, name: str) -> Reply:
    variant = turn.office.rules.catalogue.variant(service, name)
    if variant is None:
        return turn.offer(turn.chat.welcome)
    if variant.in_person:
        lang = turn.conversation.number.lang
        speaker = Speaker(texts=turn.office.texts(lang), lang=lang, variant=variant)
        return Reply(text=speaker.opening(progress(variant, ())))
    turn.begin(service, name)
    turn.conversation.state.pop(ASKED, None)
    turn.conversation.resume()
    return turn.state()


def _place(turn: Turn, photo_id: str, slot: str) -> Reply:
    act, id_ = turn.act, turn.conversation.submission_id
    try:
        row = submissions.own(turn.connection, id_ or "", OWNER, lock=True)
        photo = search.get(turn.connection, photo_id)
        if photo is not None and photo["batch_id"] == row["batch_id"]:
            answer = place(act, row, photo, slot)
            if answer is not None:
                return Reply(text=answer.message)
    except GONE:
        turn.conversation.submission_id = None
    return turn.state()


def _forget(turn: Turn) -> Sequence[Reply]:
    """Delete what the citizen sent; the conversation goes with the end of the message."""
    text = turn.chat.forgotten
    deleted = citizens.delete(turn.connection, turn.act.vault, turn.incoming.sender, OWNER)
    detail = {"photos": deleted.photos, "rows": deleted.checks}
    audit_trail.add(turn.connection, CITIZEN, "delete_citizen", None, detail)
    turn.conversation.forget()
    return [Reply(text=text)]
