"""The options of `POST /check`: their names, types and bounds, wherever they stand."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from werkzeug.datastructures import MultiDict

from precheck.options import Options, has_digit, wanted

Type = Literal["auto", "kk", "akta_kelahiran", "akta_kematian", "ktp", "other"]


def _as_list(type_: object) -> object:
    return [type_] if isinstance(type_, str) else type_


Types = Annotated[list[Type], BeforeValidator(_as_list)]
"""One or several; in JSON one may stand without its list."""
Count = Annotated[int, Field(strict=True, ge=1, le=9999)]
Text = Annotated[str, Field(strict=True, max_length=200, pattern=r"^[^\x00]*$")]
"""No database takes a NUL."""

NUMERIC = frozenset({"attempt", "page", "overlay"})


class Asked(BaseModel):
    """What a caller may ask. Everything else is refused."""

    model_config = ConfigDict(extra="forbid")

    type: Types = Field(
        default=["auto"],
        description="Document asked for; repeat it where any of several will do.",
        examples=[["kk"]],
    )
    lang: Literal["id", "en"] = Field(default="id", description="Language of the messages.")
    attempt: Count | None = Field(
        default=None,
        description="Try for this one document, from 1. Left out: counted from the last 24 hours"
        " of the reference, if one is given.",
    )
    page: Count = Field(default=1, description="Page of a PDF, from 1.")
    expected_number: Text | None = Field(
        default=None, description="Number that the document should bear; left out where unknown."
    )
    overlay: Literal[0, 1] = Field(
        default=0, description="1: answer with a picture of outline, number and reasons."
    )
    reference: Text | None = Field(default=None, description="The caller's own id, echoed.")
    line: Text | None = Field(default=None, description="The caller's own line, echoed.")

    @field_validator("overlay", mode="before")
    @classmethod
    def _no_boolean(cls, overlay: object) -> object:
        return None if isinstance(overlay, bool) else overlay

    @field_validator("expected_number")
    @classmethod
    def _no_blank(cls, number: str | None) -> str | None:
        if number is not None and not has_digit(number):
            raise ValueError("holds no digit; leave the option out where the number is unknown")
        return number

    def options(self) -> Options:
        """Return them as the core takes them."""
        return Options(
            types=wanted(self.type),
            lang=self.lang,
            attempt=self.attempt or 1,
            page=self.page,
            expected_number=self.expected_number,
            overlay=bool(self.overlay),
            reference=self.reference,
            line=self.line,
        )


def repeated(fields: MultiDict[str, str]) -> str | None:
    """Return an option that came more than once and may not."""
    return min((n for n in fields if n != "type" and len(fields.getlist(n)) > 1), default=None)


def typed(fields: MultiDict[str, str]) -> dict[str, object]:
    """Return the options of a form or an address, where everything is text, in their types."""
    return {name: _typed(name, fields.getlist(name)) for name in fields}


def _typed(name: str, values: list[str]) -> object:
    if name == "type":
        return values
    value = values[0]
    return int(value) if name in NUMERIC and re.fullmatch(r"[0-9]{1,4}", value) else value
