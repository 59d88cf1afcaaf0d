"""Batches of the desk, the names of their photos, and the photo that a page shows."""

import io
import re
import time
from hashlib import sha256

from PIL import Image
from sqlalchemy import select

from api.store import batches
from api.store.photos import intake
from api.store.tables.batches import PHOTOS
from tests.api.store.filled import done

CARD = re.compile(r'/desk/photos/(\w+)/decide"')


def bring(visitor, *files, name="malam", to=None, **asked):
    """Upload as the page's script does; return the batch's id, the report and the next address."""
    plan = announce(visitor, *files, name=name, to=to, **asked).json
    id_, reported = plan["id"], plan["reported"]
    report = send(visitor, id_, *(files[at] for at in plan["wanted"]), anyway=asked.get("anyway"))
    report["reported"] = reported + report["reported"]
    return id_, report, visitor.post(f"/batches/{id_}/close").json["url"]


def announce(visitor, *files, to=None, **asked):
    """Announce files to a new batch or to one that is there."""
    listed = [{"path": path, "sha256": sha256(data).hexdigest()} for path, data in files]
    where = f"/batches/{to}/announce" if to else "/batches"
    return visitor.send(where, files=listed, **asked)


def send(visitor, id_, *files, anyway=False):
    """Send files to a batch; return the report."""
    taken = sent(visitor, id_, *files, anyway=anyway)
    assert taken.status_code == 200, taken.text
    return taken.json


def sent(visitor, id_, *files, anyway=False):
    """Send files to a batch; return the answer."""
    return visitor.client.post(
        f"/desk/batches/{id_}/files",
        data={
            "path": [path for path, _ in files],
            "file": [(io.BytesIO(data), "file") for _, data in files],
            "anyway": "1" if anyway else "",
        },
        headers={"X-CSRFToken": visitor.token()},
    )


def names(desk):
    with desk.store.reading() as connection:
        rows = connection.execute(select(PHOTOS).order_by(PHOTOS.c.position)).mappings().all()
    return [intake.open_names(desk.store.vault, row) for row in rows]


def picture(at):
    """Return a small picture of its own for each number."""
    written = io.BytesIO()
    Image.new("RGB", (480, 640), (at % 256, at // 256, 128)).save(written, "PNG")
    return written.getvalue()


def pdf(pages):
    """Return a PDF of this many small pages."""
    written, (first, *more) = (
        io.BytesIO(),
        [Image.new("RGB", (60, 40), (90, at, 9)) for at in range(pages)],
    )
    first.save(written, "PDF", save_all=True, append_images=more)
    return written.getvalue()


def filled(desk, *answers):
    """Return a batch of the desk with a photo for each answer."""
    with desk.store.writing() as connection:
        new = batches.NewBatch(owner="desk", origin=batches.Origin.DESK, name="malam")
        id_ = batches.create(connection, desk.store.vault, new, time.time())
        row = batches.get(connection, id_)
    photos = [
        done(desk.store, row, answer, data=picture(at), reference=f"r{at}", file=f"{at}.jpg")
        for at, answer in enumerate(answers)
    ]
    return id_, photos


def shown(answer):
    """Return the photo that the page lets decide."""
    found = CARD.search(answer.text)
    return found and found[1]
