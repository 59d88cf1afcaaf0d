"""The options of `POST /check`: names, types and bounds."""

import re
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    field_validator,
)
from werkzeug.datastructures import MultiDict

from precheck.options import Language, Options, RequestedType, has_digit, requested_types


def _none_if_blank(given: str) -> str | None:
    return given if given.strip() else None


def _with_digit(number: str) -> str:
    if not has_digit(number):
        raise ValueError("holds no digit; leave the option out where the number is unknown")
    return number


def _whole(number: object) -> object:
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _as_list(type_: object) -> object:
    return [type_] if isinstance(type_, str) else type_


MAX_TYPES = 16
"""With the other options they are fewer parts of a form than a request may have."""
DocumentTypes = Annotated[
    list[RequestedType], Field(max_length=MAX_TYPES), BeforeValidator(_as_list)
]
"""One or several document types; in JSON a single one needs no list."""
SmallInteger = Annotated[int, Field(strict=True, ge=1, le=9999), BeforeValidator(_whole)]
"""In JSON 2.0 is the integer 2; neither "2" nor true is."""
TextOption = Annotated[str, Field(strict=True, max_length=200, pattern=r"^[^\x00]*$")]
"""Text without NUL, which databases reject."""

OwnId = Annotated[TextOption, AfterValidator(_none_if_blank)] | None
"""The caller's own text. A blank is left out: citizens without a reference are not one citizen."""

NumberText = Annotated[
    TextOption,
    AfterValidator(_with_digit),
    WithJsonSchema({"type": "string", "maxLength": 200, "pattern": r"^[^\x00]*[0-9][^\x00]*$"}),
]
ExpectedNumber = NumberText | None
"""The number that a document should bear."""

INTEGER_OPTIONS = frozenset({"attempt", "page", "overlay"})


class CheckOptions(BaseModel):
    """The options of a call. Unknown ones are rejected."""

    model_config = ConfigDict(extra="forbid")

    type: DocumentTypes = Field(
        default=["auto"],
        description="Document asked for; repeat it where any of several will do.",
        examples=[["kk"]],
    )
    lang: Language = Field(default="id", description="Language of the messages.")
    attempt: SmallInteger | None = Field(
        default=None,
        description="Try for this one document, from 1. Left out: counted from the last 24 hours"
        " of the reference, if one is given.",
    )
    page: SmallInteger = Field(default=1, description="Page of a PDF, from 1.")
    expected_number: ExpectedNumber = Field(
        default=None, description="Number that the document should bear; left out where unknown."
    )
    overlay: Literal[0, 1] = Field(
        default=0, description="1: answer with a picture of outline, number and reasons."
    )
    reference: OwnId = Field(default=None, description="The caller's own id, echoed.")
    line: OwnId = Field(default=None, description="The caller's own line, echoed.")

    @field_validator("overlay", mode="before")
    @classmethod
    def _no_boolean(cls, overlay: object) -> object:
        return None if isinstance(overlay, bool) else overlay

    def options(self) -> Options:
        """Return them as the options of the core."""
        return Options(
            types=requested_types(self.type),
            lang=self.lang,
            attempt=self.attempt or 1,
            page=self.page,
            expected_number=self.expected_number,
            overlay=bool(self.overlay),
            reference=self.reference,
            line=self.line,
        )


def repeated_option(fields: MultiDict[str, str]) -> str | None:
    """Return an option that is repeated but must not be; None if there is none."""
    return min((n for n in fields if n != "type" and len(fields.getlist(n)) > 1), default=None)


def text_values(fields: MultiDict[str, str]) -> dict[str, object]:
    """Convert the text values of a form or query string to the options' types."""
    return {
        name: fields.getlist(name) if name == "type" else _value(name, fields[name])
        for name in fields
    }


def _value(name: str, text: str) -> int | str:
    return int(text) if name in INTEGER_OPTIONS and re.fullmatch(r"[0-9]{1,4}", text) else text
