"""What callers may say of an officer's decision on a `/check`."""

from typing import Literal, Self

from flask import Request
from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.batch_asked import checked, fields
from api.store.decisions import Ruling
from precheck.verdict import Code


class DecisionAsked(BaseModel):
    """What an officer decided."""

    model_config = ConfigDict(extra="forbid")

    decision: Literal["accept", "re-photo"]
    reason: Code | None = Field(default=None, description="Code of a re-photo's reason.")

    @model_validator(mode="after")
    def _only_of_a_re_photo(self) -> Self:
        if self.decision == "accept" and self.reason is not None:
            raise ValueError("'reason' is for a re-photo")
        return self

    @property
    def ruling(self) -> Ruling:
        """What the store keeps of it."""
        return Ruling(decision=self.decision, reason=self.reason and str(self.reason))


def read_decision(request: Request) -> DecisionAsked:
    """Return what the request says. Raises BadBody, BadOption."""
    return checked(DecisionAsked, fields(request))
