"""The body of an officer's decision on a `/check`."""

from typing import Literal, Self

from flask import Request
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from api.http.inputs import body_fields, validated
from api.store.decisions.decision import StoredDecision
from precheck.decision.verdict import Code

REASON_ONLY_FOR_RE_PHOTO: JsonDict = {
    "if": {"properties": {"decision": {"const": "accept"}}},
    "then": {"properties": {"reason": {"type": "null"}}},
}
"""In JSON Schema, what the validator checks."""


class DecisionRequest(BaseModel):
    """What an officer decided."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=REASON_ONLY_FOR_RE_PHOTO)

    decision: Literal["accept", "re-photo"]
    reason: Code | None = Field(default=None, description="Code of a re-photo's reason.")

    @model_validator(mode="after")
    def _reason_only_for_re_photo(self) -> Self:
        if self.decision == "accept" and self.reason is not None:
            raise ValueError("Option 'reason' is for a re-photo")
        return self

    def officer_decision(self) -> StoredDecision:
        """Return the decision as the store records it."""
        return StoredDecision(decision=self.decision, reason=self.reason and str(self.reason))


def read_decision(request: Request) -> StoredDecision:
    """Parse the decision. Raises BadBody, BadOption."""
    return validated(DecisionRequest, body_fields(request)).officer_decision()
