"""The sentences about a submission: one TOML file a language, all of it checked at start.

Every text is there, has exactly its placeholders and a bounded length. A language is on once its
file says `reviewed = true`: a draft in a regional language awaits its native reader.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from api.submissions.chat_texts import ChatTexts
from api.submissions.office_files import read_toml, validated
from api.submissions.text_types import (
    ChoiceTitle,
    Explained,
    OfDocument,
    OfPaper,
    OfVariant,
    Plain,
    Text,
    with_places,
)
from precheck.errors import BadPolicy
from precheck.office.documents import document_types
from precheck.office.limit import StrictTable
from precheck.options import Language

OWN_TEXTS = Path(__file__).resolve().parent / "texts"


class FilingTexts(StrictTable):
    """The answer to one photo."""

    filed: OfPaper
    filed_as: OfDocument
    """Where several papers of the service are of this document's type."""
    taken: OfPaper
    """A legible paper whose kind only the sender knows."""
    part: Annotated[Text, with_places("paper", "part")]
    halves: OfPaper
    already_in: OfPaper
    page: Annotated[Text, with_places("paper", "page")]
    """A further page of a file that is a paper of its own."""
    extra: Plain
    """A photo that the service does not need; it is kept."""
    repeat: Plain
    repeat_in: OfPaper
    repeat_unreadable: Annotated[Text, with_places("message")]
    wrong_paper: OfDocument
    not_needed: Annotated[Text, with_places("document")]
    unrecognised: OfPaper
    ask_slot: Annotated[Text, with_places("papers")]
    not_it: ChoiceTitle
    """The choice that a photo is not the one paper that was asked about."""
    neither: ChoiceTitle
    """The choice that it is none of two."""
    none_of_them: ChoiceTitle
    """The choice that it is none of several."""
    to_officer: Annotated[Text, with_places("document")]
    """The last of several wrong papers."""
    accepted: OfPaper
    """An officer accepted a photo that the machine left to one."""
    again: Annotated[Text, with_places("paper", "message")]
    """An officer asks for another photo."""
    received: Plain
    """A photo that an officer looks at whatever the machine says: mode advise."""


class StateTexts(StrictTable):
    """What a submission waits for."""

    begin: Annotated[Text, with_places("variant", "papers", "paper")]
    next: OfPaper
    count: Annotated[Text, with_places("done", "all")]
    """Before `next`: how many papers are in."""
    complete: OfVariant
    officer: Plain
    in_work: OfVariant
    returned: Explained
    """An officer asks for papers again, and writes why."""
    send_again: Annotated[Text, with_places("papers")]
    ready: Annotated[Text, with_places("variant", "date", "pickup")]
    done: OfVariant
    """The same where there is nothing to fetch."""
    handed_out: OfVariant
    closed: Explained
    ended: OfVariant
    """Closed without a word of the officer's."""
    expired: Plain
    in_person: OfVariant


class Texts(StrictTable):
    """All texts of one language."""

    language: str
    reviewed: bool
    """Whether a native reader has reviewed them; only then is the language on."""
    check_lang: Language
    """The language of the advice about a photo, which `/check` gives."""
    alternative: Plain
    """Between the last two of several papers."""
    filing: FilingTexts
    state: StateTexts
    chat: ChatTexts
    documents: dict[str, Plain]
    pickups: dict[str, Plain]

    def list_of(self, names: tuple[str, ...]) -> str:
        """Return "A", "A atau B", or "A, B atau C"."""
        *others, last = names
        return f"{', '.join(others)} {self.alternative} {last}" if others else last


def load(folder: Path | None) -> dict[str, Texts]:
    """Return the texts by language, with the changes in an office's folder. Raises BadPolicy."""
    files = sorted(OWN_TEXTS.glob("*.toml"))
    own = {} if folder is None else {f.name: f for f in sorted((folder / "texts").glob("*.toml"))}
    if unknown := own.keys() - {file.name for file in files}:
        known = ", ".join(file.name for file in files)
        raise BadPolicy(f"{own[min(unknown)]}: no such language; known: {known}.")
    return {file.stem: _texts(file, own.get(file.name)) for file in files}


def _texts(file: Path, changes: Path | None) -> Texts:
    names = {type_: one.names.in_chat(file.stem) for type_, one in document_types().items()}
    content = {**read_toml(file), "documents": names}
    if changes is not None:
        content = _merged(content, read_toml(changes))
    return validated(Texts, content, changes or file)


def _merged(defaults: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        key: _merged(defaults[key], changes[key])
        for key in defaults.keys() & changes.keys()
        if isinstance(defaults[key], dict) and isinstance(changes[key], dict)
    }
    return {**defaults, **changes, **both}
