"""A row of `precheck check` as text for a terminal."""

from typing import Any, cast

from precheck.answer.as_json import Json

VERDICT_MARKS = {"accept": "✓", "re-photo": "✗"}
INDENT = "    "


def as_text(row: Json) -> str:
    """Return three lines: file and verdict, the citizen's message, number and figures."""
    if "error" in row:
        error = cast("dict[str, Any]", row["error"])
        return f"! {row['file']}: could not be checked\n{INDENT}{error['detail']} ({error['code']})"
    lines = [
        f"{VERDICT_MARKS[str(row['verdict'])]} {row['file']}: {row['verdict']}",
        f"{INDENT}{row['message']}",
        f"{INDENT}{' · '.join(_figures(cast('dict[str, Any]', row)))}",
    ]
    return "\n".join(lines)


def _figures(row: dict[str, Any]) -> list[str]:
    document, number = row["document"], row["number"]
    figures = [f"{document['type']} {document['confidence']:.0%}"]
    if document["turn"]:
        figures.append(f"turned {document['turn']}°")
    if number is not None:
        shown = number["value"] or number["candidate"] or "–"
        figures.append(f"{number['kind']} number {shown} ({number['state']})")
    figures += [_place(reason) for reason in row["reasons"]]
    figures += [f"note: {_place(note)}" for note in row["notes"]]
    figures += [f"p_accept {row['p_accept']:.2f}", f"{row['took_ms']['total']} ms"]
    return figures


def _place(reason: dict[str, Any]) -> str:
    where = [str(reason[key]) for key in ("detail", "side", "covers") if reason[key]]
    return f"{reason['code']} ({', '.join(where)})" if where else str(reason["code"])
