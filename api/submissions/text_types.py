"""The kinds of texts in the files of sentences: their lengths and their placeholders."""

from typing import Annotated

from pydantic import AfterValidator, Field

from precheck.office.placeholders import placeholders

MAX_TEXT_CHARS = 240
"""Of one text before it is filled in. Two of them and a check's message fit into one reply."""


def with_places(*names: str) -> AfterValidator:
    """Accept a text with exactly these placeholders."""

    def check(text: str) -> str:
        if placeholders(text) != set(names):
            wanted = ", ".join(f"{{{name}}}" for name in names) or "none"
            raise ValueError(f"its placeholders must be: {wanted}")
        return text

    return AfterValidator(check)


Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT_CHARS)]
Plain = Annotated[Text, with_places()]
ChoiceTitle = Annotated[str, Field(min_length=1, max_length=20), with_places()]
"""As long as the title of a button may be in WhatsApp."""
OfPaper = Annotated[Text, with_places("paper")]
OfDocument = Annotated[Text, with_places("document", "paper")]
OfVariant = Annotated[Text, with_places("variant")]
Explained = Annotated[Text, with_places("variant", "note")]
Words = Annotated[tuple[str, ...], Field(min_length=1)]
"""Texts that a citizen may send, in lower case without stops."""
