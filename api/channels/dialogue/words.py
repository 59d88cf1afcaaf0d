"""What a citizen's words ask for. Pure."""

import re
from enum import StrEnum

from api.submissions.chat_texts import ChatTexts

NO_LETTER = re.compile(r"[^\w]+")


class Wish(StrEnum):
    """What a text asks for."""

    MENU = "menu"
    FORGET = "forget"
    ABOUT_FORGETTING = "about_forgetting"
    """Something is to be deleted, but not said in the words that delete everything."""
    THANKS = "thanks"
    ANYTHING = "anything"
    """Something else, or nothing that can be told."""


def wish(text: str, texts: ChatTexts) -> Wish:
    """Return what the text asks for, whatever its case and stops.

    What cannot be undone is done at its very words alone.
    """
    said = NO_LETTER.sub(" ", text.casefold()).split()
    whole = " ".join(said)
    if whole in texts.forget_words:
        return Wish.FORGET
    if whole in texts.menu_words:
        return Wish.MENU
    telling = set(said).difference(texts.polite_words)
    if telling and telling.issubset(texts.thanks_words):
        return Wish.THANKS
    return Wish.ANYTHING if set(said).isdisjoint(texts.delete_words) else Wish.ABOUT_FORGETTING
