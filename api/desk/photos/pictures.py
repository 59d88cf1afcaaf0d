"""Pictures of a photo for officers: the document, the whole photo, the number, a thumbnail."""

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import RowMapping

from api.desk.photos.marks import points, turn_of, view_of
from api.desk.photos.visibility import number_box
from precheck.answer.number_strip import number_strip
from precheck.answer.overlay import Marks, draw_overlay
from precheck.answer.views import cover, draw_view, whole_view
from precheck.capture import Pixels, Points
from precheck.decode.file import decode
from precheck.decode.guards import Guards
from precheck.decode.signature import FileFormat, sniff

THUMBNAIL_PX = 320
"""Long side of a thumbnail; small, so that a card's number cannot be read in a list."""
BROWSER_FORMATS = {
    FileFormat.JPEG: "image/jpeg",
    FileFormat.PNG: "image/png",
    FileFormat.WEBP: "image/webp",
}
"""Formats that every browser displays, with their media types."""

Renderer = Callable[[Pixels, RowMapping], bytes | None]
"""Draws a JPEG of a photo from its pixels, where masked numbers are covered; None without one."""


def picture(
    data: bytes, photo: RowMapping, guards: Guards, renderer: Renderer, covered: Sequence[Points]
) -> bytes | None:
    """Return one of the pictures of RENDERERS, these places of the photo covered.

    Raises PrecheckError.
    """
    return renderer(_pixels(data, photo, guards, covered), photo)


def document_picture(pixels: Pixels, photo: RowMapping) -> bytes | None:
    """Return the document flat and upright; None if its corners are unknown."""
    view = view_of("document", photo["answer"])
    return None if view is None else draw_view(pixels, view)


def whole_picture(pixels: Pixels, photo: RowMapping) -> bytes:
    """Return the whole photo upright."""
    height, width = pixels.shape[:2]
    return draw_view(pixels, whole_view(width, height, turn_of(photo["answer"])))


def number_picture(pixels: Pixels, photo: RowMapping) -> bytes | None:
    """Return the number enlarged; None if its place is unknown."""
    box = points(number_box(photo))
    return None if box is None else number_strip(pixels, box)


RENDERERS: Mapping[str, Renderer] = {
    "document": document_picture,
    "picture": whole_picture,
    "number": number_picture,
}
"""The pictures by the names in their addresses."""


def thumbnail_picture(
    data: bytes, photo: RowMapping, guards: Guards, covered: Sequence[Points]
) -> bytes:
    """Return an upright, small JPEG with these places covered. Raises PrecheckError."""
    no_marks = Marks(accepted=True, outline=None, turn=turn_of(photo["answer"]))
    return draw_overlay(_pixels(data, photo, guards, covered), no_marks, THUMBNAIL_PX)


def browser_picture(data: bytes) -> tuple[bytes, str] | None:
    """Return a file as uploaded with its media type; None if not every browser displays it.

    For files whose check failed, which are not decoded again. Raises NotAPicture.
    """
    type_ = BROWSER_FORMATS.get(sniff(data))
    return None if type_ is None else (data, type_)


def _pixels(data: bytes, photo: RowMapping, guards: Guards, covered: Sequence[Points]) -> Pixels:
    return cover(decode(data, page=photo["page"], guards=guards).pixels, covered)
