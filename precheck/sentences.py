"""A verdict, the machine's or an officer's, in sentences for the citizen."""

from collections.abc import Mapping
from dataclasses import dataclass

from precheck.capture import Covers
from precheck.errors import PrecheckError
from precheck.guidance import Guidance, ReasonText
from precheck.number import Number, NumberState
from precheck.office import Office
from precheck.options import Options
from precheck.verdict import Code, Next, Reason, Verdict

SHORT = 60
"""Characters that a short message may have: it shares an album's one answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that the sentences depend on."""

    next: Next
    reason: Reason | None
    """Why another photo is needed; None where the photo is accepted."""
    type: str
    asked: str
    kind: str = ""
    """Of the number; empty where the document has none that is read."""
    tail: str = ""
    """The last four digits of a number that was read, else nothing."""
    page: int = 1
    pages: int = 1
    more_pages: bool = False

    @classmethod
    def of(cls, verdict: Verdict) -> "Said":
        """Say what the machine decided."""
        type_ = verdict.document.type
        return cls(
            next=verdict.next,
            reason=verdict.reasons[0] if verdict.reasons else None,
            type=type_,
            asked=verdict.asked[0] if verdict.asked else type_,
            kind=verdict.number.kind if verdict.number else "",
            tail=_tail(verdict.number),
            page=verdict.image.page,
            pages=verdict.image.pages,
            more_pages=any(note.code is Code.MORE_PAGES for note in verdict.notes),
        )


def sentences(said: Said, options: Options, office: Office) -> tuple[str, str]:
    """Return the message and the short message."""
    texts = office.settings.texts[options.lang]
    words = _words(said, texts)
    message, short = _spoken(said, options, texts, words)
    if said.more_pages:
        message = f"{message} {texts.more_pages.format_map(words)}"
    if said.next is Next.OFFICER and office.settings.help_line:
        message = f"{message} {texts.help_line.format(help_line=office.settings.help_line)}"
    return message, short


def apology(error: PrecheckError, texts: Guidance) -> tuple[str, str] | None:
    """Return message and short message for a file that could not be looked at.

    None where the sender cannot mend it.
    """
    text = texts.errors.get(error.code)
    return None if text is None else (text.message, text.short)


def _spoken(
    said: Said, options: Options, texts: Guidance, words: Mapping[str, str]
) -> tuple[str, str]:
    reason = said.reason
    if reason is None:
        form = texts.accept.number if words["tail"] else texts.accept.plain
        return form.format_map(words), texts.accept.short.format_map(words)
    text = _text(reason, texts)
    words = {**words, **_part(reason, texts, words)}
    sided = reason.side is not None
    what = text.what if sided or text.what_anywhere is None else text.what_anywhere
    short = text.short if sided or text.short_anywhere is None else text.short_anywhere
    words = {**words, "what": what.format_map(words)}
    if said.next is Next.OFFICER:
        return texts.officer.format_map(words), texts.officer_short
    action = text.actions[0 if options.attempt == 1 else 1].format_map(words)
    return texts.sorry.format_map({**words, "action": action}), short.format_map(words)


def _text(reason: Reason, texts: Guidance) -> ReasonText:
    text = texts.reasons[reason.code]
    return text.details.get(reason.detail or "", text)


def _words(said: Said, texts: Guidance) -> dict[str, str]:
    return {
        "document": texts.documents[said.type],
        "short_document": texts.short_documents[said.type],
        "asked": texts.documents[said.asked],
        "short_asked": texts.short_documents[said.asked],
        "number": texts.numbers.get(said.kind, ""),
        "short_number": texts.short_numbers.get(said.kind, ""),
        "tail": said.tail,
        "page": str(said.page),
        "pages": str(said.pages),
    }


def _tail(number: Number | None) -> str:
    if number is None or number.state is not NumberState.READ or number.value is None:
        return ""
    return tail(number.value)


def tail(number: str) -> str:
    """Return a number's last four digits: as much as a citizen is ever shown of it."""
    return "".join(char for char in number if char.isdigit())[-4:]


def _part(reason: Reason, texts: Guidance, words: Mapping[str, str]) -> dict[str, str]:
    side = texts.sides[reason.side] if reason.side else ""
    if reason.covers is Covers.NUMBER and words["number"]:
        part, short = texts.parts.number.format_map(words), words["short_number"]
    else:
        part = texts.parts.side.format(side=side) if side else texts.parts.anywhere
        short = part[:1].upper() + part[1:]
    return {"side": side, "part": part, "short_part": short}
