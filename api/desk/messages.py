"""What the citizen is told after an officer's decision."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from precheck.capture import Covers, Side
from precheck.office import Office
from precheck.options import Options
from precheck.sentences import Said, sentences, tail
from precheck.verdict import Code, Next, Reason


def told(
    photo: RowMapping, lang: str, office: Office, *, reason: str | None, number: str | None = None
) -> str:
    """Return the message: thanks where there is no reason, else the reason and what to do.

    number: in full, as an officer confirmed or typed it; without it the machine's own tail counts
    where the machine was sure.
    """
    answer: Mapping[str, Any] = photo["answer"] or {}
    said = Said(
        next=Next.DONE if reason is None else Next.RETRY,
        reason=None if reason is None else _reason(answer, reason),
        type=photo["type"] or "other",
        asked=photo["asked"][0] if photo["asked"] else photo["type"] or "other",
        kind=(answer.get("number") or {}).get("kind", ""),
        tail=tail(number or _masked(photo)),
        page=photo["page"],
        pages=answer.get("image", {}).get("pages", 1),
    )
    return sentences(said, Options(lang=lang, attempt=photo["attempt"]), office)[0]


def _masked(photo: RowMapping) -> str:
    return photo["number_masked"] or "" if photo["number_state"] == "read" else ""


def _reason(answer: Mapping[str, Any], code: str) -> Reason:
    """Return the machine's own reason of this code with its place, else the code alone."""
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
