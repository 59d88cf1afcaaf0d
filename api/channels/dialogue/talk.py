"""Answers to what a citizen writes or chooses."""

from collections.abc import Sequence

from api.channels.dialogue import cancelling, naming, usual_answers
from api.channels.dialogue.fragments import note_repeated, once
from api.channels.dialogue.menu import APPLY, OFFICER, SERVICE, SLOT
from api.channels.dialogue.questions import topic_of
from api.channels.dialogue.slot_answer import answer_by_choice, answer_in_words, tells
from api.channels.dialogue.slot_question import slot_question
from api.channels.dialogue.turn import ASKED, NEVER, Turn
from api.channels.dialogue.with_officer import call_officer
from api.channels.dialogue.words import Wish, wish
from api.channels.messages import OFFERED, Kind, Reply
from api.store import audit_trail, citizens
from api.submissions.chat_texts import Topic
from api.submissions.papers import progress
from api.submissions.wording import Speaker

CITIZEN = "citizen"
"""Name in the audit trail of who asks in a chat to be forgotten."""
ALBUM_SECONDS = 30.0
"""Photos that are sent before the citizen was asked, or within this time after, get no question."""


def talk(turn: Turn) -> Sequence[Reply]:
    """Answer a text."""
    text, asked = turn.incoming.text or "", wish(turn.incoming.text or "", turn.chat)
    if asked is Wish.FORGET:
        return _forget(turn)
    if asked is Wish.ABOUT_FORGETTING:
        return [Reply(text=turn.chat.how_to_forget)]
    ended = cancelling.answered(turn)
    if ended is not None:
        return ended
    turn.reopen()
    under_way = turn.conversation.submission_id is not None
    if asked is Wish.MENU:
        note_repeated(turn)
        return [turn.switch() if under_way else _welcome(turn)]
    if asked is Wish.THANKS and turn.settled:
        return [Reply(text=turn.chat.thanks)]
    return _named(turn, text) if under_way else _not_begun(turn, text)


def is_to_forget(turn: Turn) -> bool:
    """Return whether a text asks to delete everything."""
    is_text = turn.incoming.kind is Kind.TEXT
    return is_text and wish(turn.incoming.text or "", turn.chat) is Wish.FORGET


def choose(turn: Turn) -> Sequence[Reply]:
    """Answer a choice; one that is no longer offered is answered as a text."""
    ended = cancelling.answered(turn)
    if ended is not None:
        return ended
    turn.reopen()
    kind, _, what = (turn.incoming.text or "").partition(":")
    first, _, second = what.partition("/")
    if kind == SERVICE and first in turn.menu.services:
        return [_choose_in(turn, first)]
    if kind == APPLY and first in turn.menu.services:
        return [_apply(turn, first, second)]
    if kind == SLOT and turn.conversation.submission_id is not None:
        return answer_by_choice(turn, first, second)
    if kind == OFFICER:
        return call_officer(turn)
    return talk(turn)


def want_photos(turn: Turn) -> Sequence[Reply]:
    """Answer a sticker, a voice message, or anything else that is no photo."""
    if turn.conversation.submission_id is None:
        return [turn.offer(turn.chat.only_photos)]
    state = turn.with_officer(turn.state())
    return [Reply(text=f"{turn.chat.only_photos} {state.text}", buttons=state.buttons)]


def hold(turn: Turn) -> Sequence[Reply]:
    """Keep a photo until the citizen has said what it is for; ask once an album."""
    turn.conversation.submission_id = None
    turn.conversation.hold()
    state = turn.conversation.state
    if turn.incoming.sent_at < state.get(ASKED, NEVER) + ALBUM_SECONDS:
        return []
    state[ASKED] = turn.act.now
    return [turn.offer(turn.chat.kept)]


def named_in_caption(turn: Turn) -> tuple[str, str] | None:
    """Return the application that a photo's caption names; its paper alone tells nothing."""
    found = naming.applications(turn.incoming.text or "", turn.menu, least=2)
    catalogue = turn.office.rules.catalogue
    asking = [one for one in found if catalogue.services[one[0]].variants[one[1]].slots]
    return asking[0] if len(found) == len(asking) == 1 else None


def _welcome(turn: Turn) -> Reply:
    """Offer the menu, and say so where photos wait for the choice."""
    return turn.offer(turn.chat.kept if ASKED in turn.conversation.state else turn.chat.welcome)


def _choose_in(turn: Turn, service: str) -> Reply:
    """Offer the kinds of applications for a service; begin the only one."""
    names = list(turn.menu.services[service].variants)
    if len(names) == 1:
        return _apply(turn, service, names[0])
    return turn.with_choices(turn.chat.choose, turn.menu.of_service(service))


def _named_application(turn: Turn, text: str) -> Reply:
    """Begin the application that a text names, or offer those that it may mean."""
    offered = turn.conversation.state.get(OFFERED, ())
    found = naming.applications(text, turn.menu, offered=offered)
    if len(found) == 1:
        return _apply(turn, *found[0])
    services = {service for service, _ in found}
    return _choose_in(turn, services.pop()) if len(services) == 1 else _welcome(turn)


def _not_begun(turn: Turn, text: str) -> Sequence[Reply]:
    """Answer a text before any application: a question, or what is applied for."""
    asked = _asked(turn, text)
    if asked is not None:
        return asked
    reply = _named_application(turn, text)
    return once(turn, reply) if reply == _welcome(turn) else [reply]


def _asked(turn: Turn, text: str) -> Sequence[Reply] | None:
    """Answer a question of the usual ones; None for anything else."""
    topic = topic_of(text, turn.office.asked)
    if topic is Topic.OFFICER:
        return call_officer(turn)
    if topic is Topic.CANCEL:
        return cancelling.ask(turn)
    return None if topic is None else usual_answers.answer(turn, topic)


def _named(turn: Turn, text: str) -> Sequence[Reply]:
    """Answer a text while an application is under way: what a photo is, a question, or another."""
    question = slot_question(turn)
    if question is not None and tells(turn, question, text):
        return answer_in_words(turn, question, text)
    asked = _asked(turn, text)
    if asked is not None:
        return asked
    if question is not None:
        return answer_in_words(turn, question, text)
    reply = _named_next(turn, text)
    return once(turn, reply) if reply == turn.with_officer(turn.state()) else [reply]


def _named_next(turn: Turn, text: str) -> Reply:
    """Answer a text that may name another application than the one under way."""
    offered = turn.conversation.state.get(OFFERED, ())
    named = naming.applications(text, turn.menu, least=2, offered=offered)
    if not named or turn.application in named:
        return turn.with_officer(turn.state())
    if turn.state().buttons:  # it has ended
        return _named_application(turn, text)
    if len(named) > 1:
        return turn.state()
    return _apply(turn, *named[0]) if offered else turn.switch()


def _apply(turn: Turn, service: str, name: str) -> Reply:
    variant = turn.office.rules.catalogue.variant(service, name)
    if variant is None:
        return turn.offer(turn.chat.welcome)
    if variant.in_person:
        lang = turn.conversation.number.lang
        speaker = Speaker(texts=turn.office.texts(lang), lang=lang, variant=variant)
        return Reply(text=speaker.opening(progress(variant, ())))
    turn.begin(service, name)
    turn.release()
    return turn.state()


def _forget(turn: Turn) -> Sequence[Reply]:
    """Delete what the citizen sent; the conversation goes with the end of the message."""
    text = turn.chat.forgotten
    deleted = citizens.delete(turn.connection, turn.act.vault, turn.incoming.sender, turn.owner)
    detail = {"photos": deleted.photos, "rows": deleted.checks}
    audit_trail.add(turn.connection, CITIZEN, "delete_citizen", None, detail)
    turn.conversation.forget()
    return [Reply(text=text)]
