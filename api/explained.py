"""The row of a `/check` for people: what was asked, seen and decided. Nothing of a person in it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping

from api.results import told_time
from precheck.render import Json

KEPT = (
    *("id", "owner", "line", "asked", "attempt", "type", "verdict", "next", "p_accept"),
    *("error", "reasons", "notes", "number_state", "measures", "took_ms", "version"),
)


def as_json(row: RowMapping, acts: Sequence[RowMapping]) -> Json:
    """Return the row, and what officers decided of it or of photos that follow it."""
    return {
        **{name: row[name] for name in KEPT},
        "at": told_time(row["at"]),
        "decisions": [
            {
                "at": told_time(act["at"]),
                **{name: act[name] for name in ("subject", "who", "decision", "reason")},
            }
            for act in acts
        ],
    }


def as_text(told: Mapping[str, Any]) -> str:
    """Return it as lines for a terminal."""
    asked, line = " or ".join(told["asked"]) or "any document", told["line"] or "–"
    lines = [
        f"{told['id']} at {told['at']}",
        f"from {told['owner']}, line {line}; asked for {asked}, try {told['attempt']}",
        _verdict(told),
        *(f"reason: {_place(reason)}" for reason in told["reasons"]),
        *(f"note: {_place(note)}" for note in told["notes"]),
        *(f"{code:<14}{_measure(measure)}" for code, measure in told["measures"].items()),
    ]
    if told["version"]:
        lines.append(", ".join(f"{name} {of}" for name, of in told["version"].items()))
    return "\n".join((*lines, *map(_decision, told["decisions"])))


def _verdict(told: Mapping[str, Any]) -> str:
    if told["verdict"] is None:
        return f"no verdict: {told['error']}; next: {told['next']}"
    number = f", number {told['number_state']}" if told["number_state"] else ""
    figures = f"p_accept {told['p_accept']:.2f}{number}, {told['took_ms']} ms"
    return f"{told['type']}: {told['verdict']}, next: {told['next']} ({figures})"


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
