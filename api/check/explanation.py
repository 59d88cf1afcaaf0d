"""The stored row of a `/check` as JSON and as text for a terminal; it holds no personal data."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping

from api.http.timestamps import iso_timestamp
from precheck.answer.as_json import Json

JSON_COLUMNS = (
    *("id", "owner", "line", "asked", "attempt", "type", "verdict", "next", "p_accept"),
    *("error", "reasons", "notes", "number_state", "measures", "took_ms", "version"),
)


def explanation_json(row: RowMapping, decisions: Sequence[RowMapping]) -> Json:
    """Return the row with the officers' decisions on it and on its photos."""
    return {
        **{name: row[name] for name in JSON_COLUMNS},
        "at": iso_timestamp(row["at"]),
        "decisions": [
            {
                "at": iso_timestamp(act["at"]),
                **{name: act[name] for name in ("subject", "who", "decision", "reason")},
            }
            for act in decisions
        ],
    }


def explanation_text(row: Mapping[str, Any]) -> str:
    """Return the JSON explanation as lines for a terminal."""
    types, line = " or ".join(row["asked"]) or "any document", row["line"] or "–"
    lines = [
        f"{row['id']} at {row['at']}",
        f"from {row['owner']}, line {line}; asked for {types}, try {row['attempt']}",
        _verdict(row),
        *(f"reason: {_place(reason)}" for reason in row["reasons"]),
        *(f"note: {_place(note)}" for note in row["notes"]),
        *(f"{code:<14}{_measure(measure)}" for code, measure in row["measures"].items()),
    ]
    if row["version"]:
        lines.append(", ".join(f"{name} {of}" for name, of in row["version"].items()))
    return "\n".join((*lines, *map(_decision, row["decisions"])))


def _verdict(row: Mapping[str, Any]) -> str:
    if row["verdict"] is None:
        return f"no verdict: {row['error']}; next: {row['next']}"
    number = f", number {row['number_state']}" if row["number_state"] else ""
    figures = f"p_accept {row['p_accept']:.2f}{number}, {row['took_ms']} ms"
    return f"{row['type']}: {row['verdict']}, next: {row['next']} ({figures})"


def _place(reason: Mapping[str, Any]) -> str:
    where = [str(reason[key]) for key in ("detail", "side", "covers") if reason[key]]
    share = [f"{reason['share']:.0%} of the must-read text"] if reason["share"] else []
    return f"{reason['code']} ({', '.join((*where, *share))})" if where or share else reason["code"]


def _measure(measure: Mapping[str, Any]) -> str:
    value = "–" if measure["value"] is None else f"{measure['value']:.4g}"
    bounds = [
        f"{words} {measure[name]:.4g}"
        for name, words in (("at_least", "at least"), ("at_most", "at most"))
        if measure[name] is not None
    ]
    return f"{value:>8}  {measure['outcome']:<11}{' and '.join(bounds)}  ({measure['unit']})"


def _decision(act: Mapping[str, Any]) -> str:
    reason = f", {act['reason']}" if act["reason"] else ""
    where = " in the queue" if act["subject"] == "photo" else ""
    return f"decided{where} at {act['at']} by {act['who']}: {act['decision']}{reason}"
