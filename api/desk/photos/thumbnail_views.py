"""Thumbnails of lists: drawn once, then kept in memory, because browsers must not keep pictures.

A thumbnail adds no audit entry; the page that lists it adds one for all of them.
"""

from collections import OrderedDict
from functools import partial
from threading import Lock

from flask import Response, abort, current_app

from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.photos import pictures, visibility
from api.service import service
from api.store.photos import intake, search
from precheck.decode.guards import Guards

MAX_KEPT = 500
"""Thumbnails that a process keeps, of about 10 kB each."""


class RecentThumbnails:
    """The last thumbnails drawn, by photo id."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, id_: str) -> bytes | None:
        """Return the thumbnail of a photo; None if it is not kept."""
        with self._lock:
            if id_ in self._kept:
                self._kept.move_to_end(id_)
            return self._kept.get(id_)

    def keep(self, id_: str, jpeg: bytes) -> None:
        """Keep a thumbnail and drop the one that was used longest ago."""
        with self._lock:
            self._kept[id_] = jpeg
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)


RECENT = RecentThumbnails(MAX_KEPT)


@bp.get("/photos/<id_>/thumbnail.jpg")
@needs(Right.DECIDE)
def photo_thumbnail(id_: str) -> Response:
    """Return the thumbnail. 404 if the picture is erased or was not checked."""
    here = service()
    with here.store.reading() as connection:
        row = search.get(connection, id_)
        if row is None or row["file_id"] is None or row["answer"] is None:
            abort(404)
        jpeg = RECENT.get(id_)
        data = None if jpeg else intake.picture(connection, here.store.vault, row["file_id"])
    if jpeg is None:
        guards = Guards(max_bytes=here.settings.max_bytes, max_pixels=here.settings.max_pixels)
        covered = visibility.masked_places(row)
        draw = partial(pictures.thumbnail_picture, data or abort(404), row, guards, covered)
        jpeg = here.pictures.run(draw)
        RECENT.keep(id_, jpeg)
    return current_app.response_class(jpeg, mimetype="image/jpeg")
