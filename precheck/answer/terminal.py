"""A row of `precheck check` as text for a terminal."""

from typing import Any, cast

from precheck.answer.as_json import Json
from precheck.answer.fixes import measured_fixes
from precheck.office.texts import FixTexts

VERDICT_MARKS = {"accept": "✓", "re-photo": "✗"}
INDENT = "    "


def as_text(row: Json, texts: FixTexts) -> str:
    """Return file and verdict, the citizen's message, number and figures, then a line a reason.

    A reason's line has the measured value, its limit, and what would mend it where that is known.
    """
    if "error" in row:
        error = cast("dict[str, Any]", row["error"])
        return f"! {row['file']}: could not be checked\n{INDENT}{error['detail']} ({error['code']})"
    answer = cast("dict[str, Any]", row)
    fixes = measured_fixes(answer, texts)
    reasons = [_reason(reason, answer, fixes) for reason in answer["reasons"]]
    lines = [
        f"{VERDICT_MARKS[answer['verdict']]} {answer['file']}: {answer['verdict']}",
        answer["message"],
        " · ".join(_figures(answer)),
        *reasons,
    ]
    return f"\n{INDENT}".join(lines)


def _figures(answer: dict[str, Any]) -> list[str]:
    document, number = answer["document"], answer["number"]
    figures = [f"{document['type']} {document['confidence']:.0%}"]
    if document["turn"]:
        figures.append(f"turned {document['turn']}°")
    if number is not None:
        shown = number["value"] or number["candidate"] or "–"
        figures.append(f"{number['kind']} number {shown} ({number['state']})")
    figures += [f"note: {_place(note)}" for note in answer["notes"]]
    figures += [f"p_accept {answer['p_accept']:.2f}", f"{answer['took_ms']['total']} ms"]
    return figures


def _reason(reason: dict[str, Any], answer: dict[str, Any], fixes: dict[str, str]) -> str:
    parts = [_place(reason)]
    measure = answer["measures"].get(reason["code"])
    if measure is not None and measure["value"] is not None:
        bounds = {"at least": measure["at_least"], "at most": measure["at_most"]}
        limit = ", ".join(f"{word} {at:g}" for word, at in bounds.items() if at is not None)
        parts.append(f"{measure['value']:g} {measure['unit']}, {limit}")
    parts += [fixes[reason["code"]]] if reason["code"] in fixes else []
    return f"- {' · '.join(parts)}"


def _place(reason: dict[str, Any]) -> str:
    where = [str(reason[key]) for key in ("detail", "side", "covers") if reason[key]]
    return f"{reason['code']} ({', '.join(where)})" if where else str(reason["code"])
