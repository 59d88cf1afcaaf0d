"""What the viewer draws into the views of a photo: places of its answer, in shares of the view."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import RowMapping

from precheck.answer.number_strip import widened
from precheck.answer.views import View, document_view, whole_view
from precheck.capture import Points

FARTHEST = 3.0
"""Places outside the view are drawn no farther from it than this many of its sides."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One place drawn into a view."""

    kind: str
    """outline, number, note or reason."""
    code: str
    """Code of the reason, kind of the number, or the verdict."""
    points: Sequence[tuple[float, float]]
    """Shares of the view's width and height."""


@dataclass(frozen=True, slots=True)
class MarkedView:
    """A view of a photo as the viewer shows it."""

    picture: str
    """Name of the picture in its address: document or picture."""
    marks: tuple[Mark, ...]


def marked_views(photo: RowMapping) -> tuple[MarkedView, ...]:
    """Return the views of a photo, the one to begin with first."""
    answer = photo["answer"]
    if answer is None:
        return (MarkedView("picture", ()),)
    names = ("document", "picture")
    views = ((name, view_of(name, answer)) for name in names)
    return tuple(
        MarkedView(name, tuple(_marks(answer, view)) if view else ())
        for name, view in views
        if view is not None or name == "picture"
    )


def view_of(name: str, answer: Mapping[str, Any]) -> View | None:
    """Return the view of the document or of the whole photo; None if its measures are unknown."""
    if name == "document":
        quad = points(answer["document"].get("quad"))
        return None if quad is None else document_view(quad)
    image = answer["image"]
    if "width" not in image:
        return None
    return whole_view(image["width"], image["height"], turn_of(answer))


def turn_of(answer: Mapping[str, Any]) -> int:
    """Return the clockwise degrees that bring the photo upright."""
    return int(answer["document"].get("turn") or 0)


def points(places: Sequence[Sequence[float]] | None) -> Points | None:
    """Return stored points as an array."""
    return None if places is None else np.asarray(places, np.float32)


def _marks(answer: Mapping[str, Any], view: View) -> Iterator[Mark]:
    number = answer["number"] or {}
    box = points(number.get("box"))
    found = (
        ("outline", answer["verdict"], answer["document"].get("quad")),
        ("number", number.get("kind", ""), None if box is None else widened(box)),
        *(("note", one["code"], one.get("where")) for one in answer["notes"]),
        *(("reason", one["code"], one.get("where")) for one in answer["reasons"]),
    )
    for kind, code, place in found:
        if place is not None:
            shares = view.place(np.asarray(place, np.float32)).clip(-FARTHEST, 1 + FARTHEST)
            yield Mark(kind, code, [(round(x, 4), round(y, 4)) for x, y in shares.tolist()])
