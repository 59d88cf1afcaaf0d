"""The sentences of the chats beside the papers, and the words that citizens use there."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from api.submissions.text_types import ChoiceTitle, Plain, Text, Words, with_places
from precheck.office.limit import StrictTable


class ProblemTexts(StrictTable):
    """Why a message could not be handled, by code."""

    media_too_large: Plain
    media_gone: Plain
    media_damaged: Plain
    media_unavailable: Plain
    crash: Plain


class Topic(StrEnum):
    """What a citizen asks for beside the papers."""

    OFFICER = "officer"
    """A person."""
    CANCEL = "cancel"
    """The end of the application under way."""
    HELP = "help"
    REQUIREMENTS = "requirements"
    COST = "cost"
    DURATION = "duration"
    WHERE = "where"
    """Where the document is fetched, and when the office is open."""
    STATUS = "status"
    REPLACE = "replace"
    """Another photo in place of one that was sent."""
    WRONG_PERSON = "wrong_person"
    """A photo of another person's paper was sent."""
    PRINTING = "printing"
    NUMBER = "number"
    """A telephone number of the office."""


class Phrases(StrictTable):
    """What citizens write about a topic, word by word, alternatives of a word between slashes."""

    alone: tuple[str, ...] = ()
    """The whole text, beside words of politeness."""
    phrases: tuple[str, ...] = ()
    """Anywhere in a text."""


class AskedTexts(StrictTable):
    """The phrases of each topic; those of every language that is on count at every number."""

    officer: Phrases = Phrases()
    cancel: Phrases = Phrases()
    help: Phrases = Phrases()
    requirements: Phrases = Phrases()
    cost: Phrases = Phrases()
    duration: Phrases = Phrases()
    where: Phrases = Phrases()
    status: Phrases = Phrases()
    replace: Phrases = Phrases()
    wrong_person: Phrases = Phrases()
    printing: Phrases = Phrases()
    number: Phrases = Phrases()


class AnswerTexts(StrictTable):
    """The answers to the usual questions; the state of the application follows them."""

    help: Plain
    requirements: Annotated[Text, with_places("variant", "papers")]
    requirements_of_what: Plain
    """Before the menu, where no application is under way."""
    cost: Plain
    duration: Annotated[Text, with_places("days")]
    duration_unknown: Plain
    """Where nothing is fetched, or no application is under way."""
    where: Annotated[Text, with_places("pickup", "hours")]
    where_unknown: Annotated[Text, with_places("hours")]
    replace: Plain
    wrong_person: Plain
    printing: Plain
    number: Plain


class OfficerTexts(StrictTable):
    """What is said around a conversation with an officer."""

    button: ChoiceTitle
    """The choice of a person."""
    leave: ChoiceTitle
    """The choice to go on without one."""
    called: Plain
    """An officer will write."""
    closed: Annotated[Text, with_places("opens")]
    """Outside the office's hours: when an officer will write."""
    closed_for_long: Plain
    """The same, where no opening is known."""
    opens: Annotated[Text, with_places("day", "date", "time")]
    """A time at which the office opens."""
    days: Annotated[tuple[Plain, ...], Field(min_length=7, max_length=7)]
    """Their names, Monday first."""
    left: Plain
    """The citizen goes on without the officer."""
    returned: Plain
    """The officer has finished."""
    demo: Plain
    """In the demo, which has no officer."""


class CancelTexts(StrictTable):
    """What is said around the end of an application that its citizen does not want any more."""

    ask: Annotated[Text, with_places("variant")]
    yes: ChoiceTitle
    no: ChoiceTitle
    yes_words: Words
    done: Annotated[Text, with_places("variant")]
    nothing: Plain
    """Before the menu: no application is under way."""
    complete: Plain
    """All papers are in: an officer ends it."""


class ChatTexts(StrictTable):
    """What is said in chat channels beside the papers."""

    welcome: Plain
    """Before the menu."""
    choose: Plain
    """Before the kinds of applications for a service."""
    kept: Plain
    """A photo came before its purpose was chosen; it is kept."""
    only_photos: Plain
    """A sticker, a voice message, a video or a place came."""
    more: Plain
    """Before the menu, after an application that waits for nothing from the citizen."""
    switch: Plain
    """Before the menu, while an application is under way."""
    forgotten: Plain
    how_to_forget: Plain
    """The words that delete everything, to who asks for a deletion in others."""
    thanks: Plain
    """To who says thanks, or that all is well, once nothing is awaited from them."""
    thanks_words: Words
    polite_words: Words
    """Words beside them in such a text."""
    menu_words: Words
    forget_words: Words
    """What they ask for cannot be undone: they are the whole text."""
    delete_words: Words
    """Words of a text that speaks of a deletion."""
    list_begin: Annotated[Text, with_places("variant")]
    """Before the list of the papers, none of which is in."""
    list_of: Annotated[Text, with_places("variant", "done", "all")]
    """Before the list with the ticks of those that are in."""
    list_end: Annotated[Text, with_places("paper")]
    """Behind the list of papers, none of which is in."""
    camera: Annotated[Text, with_places("paper", "link")]
    """The offer of the camera page, after photos that could not be read or by an officer."""
    asked: AskedTexts = AskedTexts()
    answers: AnswerTexts
    officer: OfficerTexts
    cancel: CancelTexts
    problems: ProblemTexts
