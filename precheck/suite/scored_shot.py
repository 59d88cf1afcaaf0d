"""A labelled photo with its answer."""

import re
from dataclasses import dataclass
from typing import Any

from precheck.suite.manifest import LabelledShot

NUMBER_SEPARATORS = re.compile(r"[^0-9A-Z/]")
"""Characters of akta numbers that offices print differently: dashes, dots, spaces."""


@dataclass(frozen=True, slots=True)
class ScoredShot:
    """One photo, its ground truth and its answer."""

    shot: LabelledShot
    answer: dict[str, Any]
    """The JSON answer of a check, or an object with `error`."""

    @property
    def failed(self) -> bool:
        """Whether the check ended with an error."""
        return "error" in self.answer

    @property
    def accepted(self) -> bool:
        """Whether it was accepted; False after an error."""
        return not self.failed and self.answer["verdict"] == "accept"

    @property
    def wrong(self) -> bool:
        """Whether the verdict contradicts the label; False for borderline shots."""
        return (self.shot.good and not self.accepted) or (self.shot.bad and self.accepted)

    @property
    def p_accept(self) -> float:
        """Predicted probability, 0–1; 0 after an error."""
        return 0.0 if self.failed else float(self.answer["p_accept"])

    @property
    def first_reason(self) -> str | None:
        """Code of the first reason."""
        reasons = self.answer.get("reasons")
        return str(reasons[0]["code"]) if reasons else None

    @property
    def reason_right(self) -> bool:
        """Whether it was sent back with a right first reason."""
        return not self.accepted and self.first_reason in self.shot.reasons

    @property
    def codes(self) -> frozenset[str]:
        """Codes of all reasons and notes."""
        findings = [*self.answer.get("reasons", ()), *self.answer.get("notes", ())]
        return frozenset(str(finding["code"]) for finding in findings)

    @property
    def number(self) -> str | None:
        """right, wrong, doubtful or unread; read if the true number is unknown.

        None if the answer has no number.
        """
        number = self.answer.get("number")
        if number is None:
            return None
        if number["state"] != "read" or not self.shot.number_known:
            return str(number["state"])
        return "right" if same_number(number["value"], self.shot.number) else "wrong"

    @property
    def reading(self) -> tuple[float, bool] | None:
        """Confidence of the number's reading, read or doubtful, and whether it is right.

        None if nothing was read or the true number is unknown.
        """
        number = self.answer.get("number") or {}
        text = number.get("value") or number.get("candidate")
        if text is None or number.get("confidence") is None or not self.shot.number_known:
            return None
        return float(number["confidence"]), same_number(text, self.shot.number)

    def measured(self, code: str) -> float | None:
        """Return the value of a measure; None if it was not measured."""
        measure = self.answer.get("measures", {}).get(code)
        return None if measure is None else measure["value"]


def same_number(read: str, true: str | None) -> bool:
    """Return whether two numbers are equal apart from separators."""
    return true is not None and _normalised(read) == _normalised(true)


def _normalised(number: str) -> str:
    return NUMBER_SEPARATORS.sub("", number.upper())
