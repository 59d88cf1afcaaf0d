"""The sentences about a submission: one TOML file a language, all of it checked at start.

Every text is there, has exactly its placeholders and a bounded length. A language is on once its
file says `reviewed = true`: a draft in a regional language awaits its native reader.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, ValidationError

from api.errors import first_fault
from precheck.errors import BadPolicy
from precheck.office.limit import StrictTable
from precheck.office.placeholders import placeholders
from precheck.options import TYPES, Language

OWN_TEXTS = Path(__file__).resolve().parent / "texts"
MAX_TEXT_CHARS = 240
"""Of one text before it is filled in. Two of them and a check's message fit into one reply."""

Table = TypeVar("Table", bound=StrictTable)


def _with(*names: str) -> AfterValidator:
    """Accept a text with exactly these placeholders."""

    def check(text: str) -> str:
        if placeholders(text) != set(names):
            wanted = ", ".join(f"{{{name}}}" for name in names) or "none"
            raise ValueError(f"its placeholders must be: {wanted}")
        return text

    return AfterValidator(check)


Text = Annotated[str, Field(min_length=1, max_length=MAX_TEXT_CHARS)]
Plain = Annotated[Text, _with()]
ChoiceTitle = Annotated[str, Field(min_length=1, max_length=20), _with()]
"""As long as the title of a button may be in WhatsApp."""
OfPaper = Annotated[Text, _with("paper")]
OfDocument = Annotated[Text, _with("document", "paper")]


class FilingTexts(StrictTable):
    """The answer to one photo."""

    filed: OfPaper
    filed_as: OfDocument
    """Where several papers of the service are of this document's type."""
    taken: OfPaper
    """A legible paper whose kind only the sender knows."""
    part: Annotated[Text, _with("paper", "part")]
    halves: OfPaper
    already_in: OfPaper
    extra: Plain
    """A photo that the service does not need; it is kept."""
    repeat: Plain
    repeat_in: OfPaper
    repeat_unreadable: Annotated[Text, _with("message")]
    wrong_paper: OfDocument
    not_needed: Annotated[Text, _with("document")]
    unrecognised: OfPaper
    ask_slot: Annotated[Text, _with("papers")]
    not_it: ChoiceTitle
    """The choice that a photo is not the one paper that was asked about."""
    neither: ChoiceTitle
    """The choice that it is none of two."""
    none_of_them: ChoiceTitle
    """The choice that it is none of several."""
    to_officer: Annotated[Text, _with("document")]
    """The last of several wrong papers."""
    accepted: OfPaper
    """An officer accepted a photo that the machine left to one."""
    again: Annotated[Text, _with("paper", "message")]
    """An officer asks for another photo."""
    received: Plain
    """A photo that an officer looks at whatever the machine says: mode advise."""


class StateTexts(StrictTable):
    """What a submission waits for."""

    begin: Annotated[Text, _with("variant", "papers", "paper")]
    next: OfPaper
    complete: Annotated[Text, _with("variant")]
    ready: Annotated[Text, _with("date", "pickup")]
    officer: Plain
    expired: Plain
    in_person: Annotated[Text, _with("variant")]


Words = Annotated[tuple[str, ...], Field(min_length=1)]
"""Texts that a citizen may send, in lower case without stops."""


class ProblemTexts(StrictTable):
    """Why a message could not be handled, by code."""

    media_too_large: Plain
    media_gone: Plain
    media_damaged: Plain
    media_unavailable: Plain
    crash: Plain


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
    problems: ProblemTexts


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
    content = read_toml(file)
    if changes is not None:
        content = _merged(content, read_toml(changes))
    found = validated(Texts, content, changes or file)
    if missing := set(TYPES) - found.documents.keys():
        raise BadPolicy(f"{changes or file}: documents.{min(missing)}: is missing.")
    return found


def _merged(defaults: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        key: _merged(defaults[key], changes[key])
        for key in defaults.keys() & changes.keys()
        if isinstance(defaults[key], dict) and isinstance(changes[key], dict)
    }
    return {**defaults, **changes, **both}


def read_toml(file: Path) -> dict[str, Any]:
    """Return the content of a file. Raises BadPolicy."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadPolicy(f"{file}: cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadPolicy(f"{file}: is not TOML: {error}.") from error


def validated(model: type[Table], content: dict[str, Any], file: Path) -> Table:
    """Return the content as the model. Raises BadPolicy."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise BadPolicy(f"{file}: {first_fault(error)}") from error
