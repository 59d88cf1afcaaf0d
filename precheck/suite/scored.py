"""A labelled photo beside the answer it got."""

import re
from dataclasses import dataclass
from typing import Any

from precheck.suite.manifest import Shot

NOT_PART = re.compile(r"[^0-9A-Z/]")
"""Signs that do not tell akta numbers apart: offices print dashes, dots and spaces as they like."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One photo, its truth and its answer."""

    shot: Shot
    answer: dict[str, Any]
    """The contract's object, or one with `error` where there was no answer."""

    @property
    def failed(self) -> bool:
        """Whether there was no answer."""
        return "error" in self.answer

    @property
    def accepted(self) -> bool:
        """Whether it was accepted; no answer is none."""
        return not self.failed and self.answer["verdict"] == "accept"

    @property
    def wrong(self) -> bool:
        """Whether a scored photo got the other verdict."""
        return (self.shot.good and not self.accepted) or (self.shot.bad and self.accepted)

    @property
    def p_accept(self) -> float:
        """The probability told, 0–1."""
        return 0.0 if self.failed else float(self.answer["p_accept"])

    @property
    def first_reason(self) -> str | None:
        """The code named first."""
        reasons = self.answer.get("reasons")
        return str(reasons[0]["code"]) if reasons else None

    @property
    def reason_right(self) -> bool:
        """Whether it was sent back for one of the codes that are right to name first."""
        return not self.accepted and self.first_reason in self.shot.reasons

    @property
    def codes(self) -> frozenset[str]:
        """All codes told, reasons and notes."""
        told = [*self.answer.get("reasons", ()), *self.answer.get("notes", ())]
        return frozenset(str(reason["code"]) for reason in told)

    @property
    def number(self) -> str | None:
        """right, wrong, doubtful or unread; read where the true number is not known.

        None where the answer has no number.
        """
        number = self.answer.get("number")
        if number is None:
            return None
        if number["state"] != "read" or not self.shot.number_known:
            return str(number["state"])
        return "right" if same_number(number["value"], self.shot.number) else "wrong"

    @property
    def reading(self) -> tuple[float, bool] | None:
        """The confidence in the number's reading, read or doubtful, and whether it is right.

        None where nothing was read or the true number is not known.
        """
        number = self.answer.get("number") or {}
        found = number.get("value") or number.get("candidate")
        if found is None or number.get("confidence") is None or not self.shot.number_known:
            return None
        return float(number["confidence"]), same_number(found, self.shot.number)

    def measured(self, code: str) -> float | None:
        """Return the value of a measure; None where it was not measured."""
        measure = self.answer.get("measures", {}).get(code)
        return None if measure is None else measure["value"]


def same_number(read: str, true: str | None) -> bool:
    """Say whether two numbers are one, however their parts are set off."""
    return true is not None and _bare(read) == _bare(true)


def _bare(number: str) -> str:
    return NOT_PART.sub("", number.upper())
