"""Messages to the citizen after an officer's decision."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from api.store.photos.number_kinds import answered_number, number_kind
from precheck.answer.sentences import MessageContext, compose, error_message, last_digits
from precheck.capture import Covers, Side
from precheck.decision.verdict import Code, Next, Reason
from precheck.office.policy import Office
from precheck.options import Options


def decision_message(
    photo: RowMapping, lang: str, office: Office, *, reason: str | None, number: str | None = None
) -> str:
    """Return the message: thanks without a reason, otherwise the reason and the advice.

    The document is of the type that an officer set, else of the recognised one. The message for
    another photo names the page of a file with several pages.

    number: the full number that an officer confirmed or typed; without it a number in state read
    is used.
    """
    answer: Mapping[str, Any] = photo["answer"] or {}
    type_ = photo["officer_type"] or photo["type"] or "other"
    said = MessageContext(
        next=Next.DONE if reason is None else Next.RETRY,
        reason=None if reason is None else _reason(answer, reason),
        type=type_,
        requested=tuple(photo["asked"]) or (type_,),
        kind=number_kind(photo),
        tail=last_digits(number or _masked(photo)),
        page=photo["page"],
        pages=answer.get("image", {}).get("pages", 1),
    )
    message = compose(said, Options(lang=lang, attempt=photo["attempt"]), office)[0]
    if reason is None or said.pages == 1:
        return message
    of_page = office.settings.texts[lang].of_page
    return of_page.format(page=said.page, pages=said.pages, message=message)


def file_error_message(code: str, lang: str, office: Office) -> str | None:
    """Return the message about a file that cannot be decoded; None if the citizen can do nothing.

    code: of the error.
    """
    texts = error_message(code, office.settings.texts[lang])
    return None if texts is None else texts[0]


def _masked(photo: RowMapping) -> str:
    number = answered_number(photo) or {}
    return photo["number_masked"] or "" if number.get("state") == "read" else ""


def _reason(answer: Mapping[str, Any], code: str) -> Reason:
    """Return the automatic reason of this code with its place, or the code alone."""
    for one in answer.get("reasons", ()):
        if one["code"] == code:
            return Reason(
                code=Code(code),
                side=Side(one["side"]) if one.get("side") else None,
                covers=Covers(one["covers"]) if one.get("covers") else None,
                share=one.get("share", 0.0),
                detail=one.get("detail"),
            )
    return Reason(code=Code(code))
