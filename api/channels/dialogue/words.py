"""What a citizen's words ask for. Pure."""

import re
from enum import StrEnum

from api.submissions.texts import ChatTexts

NO_LETTER = re.compile(r"[^\w]+")


class Wish(StrEnum):
    """What a text asks for."""

    MENU = "menu"
    FORGET = "forget"
    ANYTHING = "anything"
    """Something else, or nothing that can be told."""


def wish(text: str, texts: ChatTexts) -> Wish:
    """Return what the text asks for, whatever its case, stops and further words of greeting."""
    said = " ".join(NO_LETTER.sub(" ", text.casefold()).split())
    if said in texts.forget_words:
        return Wish.FORGET
    return Wish.MENU if said in texts.menu_words else Wish.ANYTHING
