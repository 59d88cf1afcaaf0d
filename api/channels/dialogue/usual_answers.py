"""Answers to the usual questions, in the office's words, with what is asked of the citizen now."""

from collections.abc import Sequence

from api.channels.dialogue import naming
from api.channels.dialogue.menu import APPLY, Choice, capital
from api.channels.dialogue.slot_question import slot_question
from api.channels.dialogue.turn import Turn
from api.channels.messages import MAX_CHOICES, OFFERED, Reply
from api.store.stages import BY_PAPERS
from api.submissions.catalogue import Variant
from api.submissions.chat_texts import Topic
from api.submissions.papers import progress
from api.submissions.wording import Speaker

TO_A_PERSON = frozenset({Topic.HELP, Topic.WRONG_PERSON, Topic.NUMBER})
"""Topics whose answer brings the way to a person."""
OF_THE_STATE = frozenset({Topic.REQUIREMENTS, Topic.STATUS})
"""Topics that the state of the application under way answers."""


def answer(turn: Turn, topic: Topic) -> Sequence[Reply]:
    """Answer a question, and go on with the application or the menu."""
    under_way = turn.application
    named = under_way or _named(turn)
    variant = None if named is None else turn.office.rules.catalogue.variant(*named)
    if under_way is None:
        return [_without_application(turn, topic, named, variant)]
    following = what_is_asked(turn)
    said = "" if topic in _of_the_state(turn) else _said(turn, topic, variant)
    officer = (turn.officer,) if topic in TO_A_PERSON and not _offers(following, turn) else ()
    buttons = (*following.buttons, *officer)[:MAX_CHOICES]
    text = " ".join(filter(None, (said, following.text)))
    return [Reply(text=text, buttons=buttons, quotes=following.quotes, about=following.about)]


def what_is_asked(turn: Turn) -> Reply:
    """Return the question about a photo that waits for its name, else the application's state."""
    question = slot_question(turn)
    if question is None:
        return turn.state()
    return question.about(question.photos[0], turn.conversation.state)


def _of_the_state(turn: Turn) -> frozenset[Topic]:
    """Return the topics that the state answers: how long it takes, once officers have begun."""
    begun = turn.submission.stage not in BY_PAPERS
    return OF_THE_STATE | {Topic.DURATION} if begun else OF_THE_STATE


def _offers(reply: Reply, turn: Turn) -> bool:
    return turn.officer in reply.buttons


def _named(turn: Turn) -> tuple[str, str] | None:
    """Return the only application that the question names."""
    offered = turn.conversation.state.get(OFFERED, ())
    text = turn.incoming.text or ""
    found = naming.applications(text, turn.menu, least=2, offered=offered)
    return found[0] if len(found) == 1 else None


def _without_application(
    turn: Turn, topic: Topic, named: tuple[str, str] | None, variant: Variant | None
) -> Reply:
    """Answer who has begun nothing: with the menu, or the application that the question names."""
    if topic is Topic.STATUS:
        return turn.offer(turn.chat.cancel.nothing)
    said = _said(turn, topic, variant)
    if named is None or variant is None:
        return turn.offer(said)
    service, name = named
    title = capital(variant.title.in_(turn.conversation.number.lang))
    begin: Choice = (f"{APPLY}:{service}/{name}", title)
    return Reply(text=said, buttons=(begin, turn.officer))


def _said(turn: Turn, topic: Topic, variant: Variant | None) -> str:
    """Return the office's words on a topic. variant: what the question is about."""
    texts, lang = turn.chat.answers, turn.conversation.number.lang
    if topic is Topic.DURATION:
        days = variant and variant.usual_days
        return texts.duration_unknown if days is None else texts.duration.format(days=days)
    if topic is Topic.WHERE:
        return _where(turn, variant)
    if topic is not Topic.REQUIREMENTS:
        plain: str = getattr(texts, topic)
        return plain
    if variant is None:
        return texts.requirements_of_what
    if variant.in_person:
        speaker = Speaker(texts=turn.office.texts(lang), lang=lang, variant=variant)
        return speaker.opening(progress(variant, ()))
    papers = ", ".join(slot.title.in_(lang) for slot in variant.slots)
    return texts.requirements.format(variant=variant.title.in_(lang), papers=papers)


def _where(turn: Turn, variant: Variant | None) -> str:
    """Return where the document is fetched, and the office's hours."""
    texts, lang = turn.chat.answers, turn.conversation.number.lang
    hours = turn.office.rules.catalogue.hours.said(turn.chat.officer.days)
    if variant is None or variant.pickup is None:
        return texts.where_unknown.format(hours=hours)
    pickup = turn.office.texts(lang).pickups[variant.pickup]
    return texts.where.format(pickup=pickup, hours=hours)
