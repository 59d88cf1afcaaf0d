"""A verdict, in sentences for the citizen."""

from collections.abc import Mapping

from precheck.capture import Covers
from precheck.errors import PrecheckError
from precheck.guidance import Guidance, ReasonText
from precheck.number import Number, NumberState
from precheck.office import Office
from precheck.options import Options
from precheck.verdict import Code, Decision, Next, Reason, Verdict

SHORT = 60
"""Characters that a short message may have: it shares an album's one answer."""


def sentences(verdict: Verdict, options: Options, office: Office) -> tuple[str, str]:
    """Return the message and the short message."""
    texts = office.settings.texts[options.lang]
    words = _words(verdict, texts)
    message, short = _spoken(verdict, options, texts, words)
    if any(note.code is Code.MORE_PAGES for note in verdict.notes):
        message = f"{message} {texts.more_pages.format_map(words)}"
    if verdict.next is Next.OFFICER and office.settings.help_line:
        message = f"{message} {texts.help_line.format(help_line=office.settings.help_line)}"
    return message, short


def apology(error: PrecheckError, texts: Guidance) -> tuple[str, str] | None:
    """Return message and short message for a file that could not be looked at.

    None where the sender cannot mend it.
    """
    text = texts.errors.get(error.code)
    return None if text is None else (text.message, text.short)


def _spoken(
    verdict: Verdict, options: Options, texts: Guidance, words: Mapping[str, str]
) -> tuple[str, str]:
    if verdict.decision is Decision.ACCEPT:
        form = texts.accept.number if words["tail"] else texts.accept.plain
        return form.format_map(words), texts.accept.short.format_map(words)
    reason = verdict.reasons[0]
    text = _text(reason, texts)
    words = {**words, **_part(reason, texts, words)}
    sided = reason.side is not None
    what = text.what if sided or text.what_anywhere is None else text.what_anywhere
    short = text.short if sided or text.short_anywhere is None else text.short_anywhere
    words = {**words, "what": what.format_map(words)}
    if verdict.next is Next.OFFICER:
        return texts.officer.format_map(words), texts.officer_short
    action = text.actions[0 if options.attempt == 1 else 1].format_map(words)
    return texts.sorry.format_map({**words, "action": action}), short.format_map(words)


def _text(reason: Reason, texts: Guidance) -> ReasonText:
    text = texts.reasons[reason.code]
    return text.details.get(reason.detail or "", text)


def _words(verdict: Verdict, texts: Guidance) -> dict[str, str]:
    type_ = verdict.document.type
    asked = verdict.asked[0] if verdict.asked else type_
    kind = verdict.number.kind if verdict.number else ""
    return {
        "document": texts.documents[type_],
        "short_document": texts.short_documents[type_],
        "asked": texts.documents[asked],
        "short_asked": texts.short_documents[asked],
        "number": texts.numbers.get(kind, ""),
        "short_number": texts.short_numbers.get(kind, ""),
        "tail": _tail(verdict.number),
        "page": str(verdict.image.page),
        "pages": str(verdict.image.pages),
    }


def _tail(number: Number | None) -> str:
    """Return the last four digits of a number that was read, else nothing."""
    if number is None or number.state is not NumberState.READ or number.value is None:
        return ""
    return "".join(char for char in number.value if char.isdigit())[-4:]


def _part(reason: Reason, texts: Guidance, words: Mapping[str, str]) -> dict[str, str]:
    side = texts.sides[reason.side] if reason.side else ""
    if reason.covers is Covers.NUMBER and words["number"]:
        part, short = texts.parts.number.format_map(words), words["short_number"]
    elif side:
        part = texts.parts.side.format(side=side)
        short = part[:1].upper() + part[1:]
    else:
        part = texts.parts.anywhere
        short = part[:1].upper() + part[1:]
    return {"side": side, "part": part, "short_part": short}
