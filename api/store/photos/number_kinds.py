"""The kind of a photo's number: by the document type that an officer set, else as answered."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from precheck.office.documents import number_kinds

NOT_LOOKED_FOR: Mapping[str, Any] = {
    **dict.fromkeys(("masked", "confidence", "box", "expected")),
    "state": "unread",
    "flags": [],
}
"""Fields of a number that the answer does not have."""


def number_kind(photo: RowMapping) -> str:
    """Return the kind of the photo's number, by the type that an officer set, else as answered.

    Empty if the document has none that is read.
    """
    if photo["officer_type"] is not None:
        return number_kinds().get(photo["officer_type"], "")
    return _answered_kind(photo)


def answered_number(photo: RowMapping) -> Mapping[str, Any] | None:
    """Return the answer's number without secret fields; None if it is of another kind or none."""
    number: Mapping[str, Any] | None = (photo["answer"] or {}).get("number")
    return number if number_kind(photo) == _answered_kind(photo) else None


def _answered_kind(photo: RowMapping) -> str:
    kind: str = ((photo["answer"] or {}).get("number") or {}).get("kind", "")
    return kind
