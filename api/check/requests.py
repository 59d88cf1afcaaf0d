"""The requests to check a photo, and to record an officer's decision on the check."""

from dataclasses import dataclass
from typing import Literal, Self

from flask import Request, g
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from api.http.inputs import body_fields, validated
from api.http.options import CheckOptions
from api.http.pictures import no_image, picture_and_fields
from api.store.decisions.decision import StoredDecision
from precheck.decision.verdict import Code
from precheck.options import Options


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """One picture to check, with the options."""

    data: bytes
    options: Options
    count_attempt: bool = False
    """Whether the service counts the attempt: it is not given, but a reference is."""


def read_check_request(request: Request) -> CheckRequest:
    """Parse picture and options of the request. Raises NoImage, BadBody, BadOption."""
    data, fields = picture_and_fields(request)
    options = validated(CheckOptions, fields)
    g.lang = options.lang  # for the messages of later errors
    if not data:
        raise no_image()
    count_attempt = options.attempt is None and options.reference is not None
    return CheckRequest(data, options.options(), count_attempt=count_attempt)


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
