"""The message to the citizen after a verdict of the machine or an officer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from precheck.capture import Covers
from precheck.decision.verdict import Code, Next, Reason, Verdict
from precheck.number.result import Number, NumberState
from precheck.office.policy import Office
from precheck.office.texts import Guidance, ReasonText
from precheck.options import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContext:
    """Everything that the message depends on."""

    next: Next
    reason: Reason | None
    """Why another photo is needed; None if the photo is accepted."""
    type: str
    """The recognised document type."""
    requested: tuple[str, ...]
    """The requested document types, else the recognised one."""
    kind: str = ""
    """Of the number; empty if the document has none that is read."""
    tail: str = ""
    """The last four digits of a number that was read, else empty."""
    page: int = 1
    pages: int = 1
    more_pages: bool = False

    @classmethod
    def of(cls, verdict: Verdict) -> "MessageContext":
        """Return the context of the machine's verdict."""
        type_ = verdict.document.type
        return cls(
            next=verdict.next,
            reason=verdict.reasons[0] if verdict.reasons else None,
            type=type_,
            requested=verdict.requested or (type_,),
            kind=verdict.number.kind if verdict.number else "",
            tail=_tail(verdict.number),
            page=verdict.image.page,
            pages=verdict.image.pages,
            more_pages=any(note.code is Code.MORE_PAGES for note in verdict.notes),
        )


def compose(context: MessageContext, options: Options, office: Office) -> tuple[str, str]:
    """Return the message and the short message."""
    texts = office.settings.texts[options.lang]
    words = _words(context, texts)
    message, short = _fill(context, options, texts, words)
    if context.more_pages:
        message = f"{message} {texts.more_pages.format_map(words)}"
    if context.next is Next.OFFICER and office.settings.help_line:
        message = f"{message} {texts.help_line.format(help_line=office.settings.help_line)}"
    return message, short


def error_message(code: str, texts: Guidance, next_: Next = Next.RETRY) -> tuple[str, str] | None:
    """Return message and short message for a file that cannot be checked.

    None if the sender cannot fix it.
    """
    text = texts.errors.get(code)
    if text is None:
        return None
    if next_ is Next.OFFICER:
        return texts.officer.format(what=text.what), texts.officer_short
    return texts.sorry.format(what=text.what, action=text.action), text.short


def _fill(
    context: MessageContext, options: Options, texts: Guidance, words: Mapping[str, str]
) -> tuple[str, str]:
    reason = context.reason
    if reason is None:
        form = texts.accept.number if words["tail"] else texts.accept.plain
        return form.format_map(words), texts.accept.short.format_map(words)
    if context.next is Next.DONE:  # mode advise: the citizen is not asked for another photo
        return texts.received.message.format_map(words), texts.received.short.format_map(words)
    text = _text(reason, texts)
    words = {**words, **_part(reason, texts, words)}
    sided = reason.side is not None
    what = text.what if sided or text.what_anywhere is None else text.what_anywhere
    short = text.short if sided or text.short_anywhere is None else text.short_anywhere
    words = {**words, "what": what.format_map(words)}
    if context.next is Next.OFFICER:
        return texts.officer.format_map(words), texts.officer_short
    action = text.actions[0 if options.attempt == 1 else 1].format_map(words)
    return texts.sorry.format_map({**words, "action": action}), short.format_map(words)


def _text(reason: Reason, texts: Guidance) -> ReasonText:
    text = texts.reasons[reason.code]
    return text.details.get(reason.detail or "", text)


def _words(context: MessageContext, texts: Guidance) -> dict[str, str]:
    return {
        "document": texts.documents[context.type],
        "short_document": texts.short_documents[context.type],
        "asked": _alternatives(context.requested, texts.documents, texts.alternative),
        "short_asked": _alternatives(context.requested, texts.short_documents, texts.alternative),
        "number": texts.numbers.get(context.kind, ""),
        "short_number": texts.short_numbers.get(context.kind, ""),
        "tail": context.tail,
        "page": str(context.page),
        "pages": str(context.pages),
    }


def _alternatives(types: Sequence[str], names: Mapping[str, str], word: str) -> str:
    """Return "A", "A or B", or "A, B or C"."""
    *others, last = (names[type_] for type_ in types)
    return f"{', '.join(others)} {word} {last}" if others else last


def _tail(number: Number | None) -> str:
    if number is None or number.state is not NumberState.READ or number.value is None:
        return ""
    return last_digits(number.value)


def last_digits(number: str) -> str:
    """Return a number's last four digits; a citizen never sees more of it."""
    return "".join(char for char in number if char.isdigit())[-4:]


def _part(reason: Reason, texts: Guidance, words: Mapping[str, str]) -> dict[str, str]:
    side = texts.sides[reason.side] if reason.side else ""
    if reason.covers is Covers.NUMBER and words["number"]:
        part, short = texts.parts.number.format_map(words), words["short_number"]
    else:
        part = texts.parts.side.format(side=side) if side else texts.parts.anywhere
        short = part[:1].upper() + part[1:]
    return {"side": side, "part": part, "short_part": short}
