"""Calls of `/check`, and the rows and photos they leave."""

import threading
import time

from sqlalchemy import select

from api.store.tables.batches import PHOTOS
from api.store.tables.checks import CHECKS

JPEG = b"\xff\xd8\xff"
NOWHERE = "01JD0000000000000000000000"


def check(client, data=JPEG, headers=None, **options):
    query = {"reference": "budi", "type": "kk", **options}
    query = {name: value for name, value in query.items() if value is not None}
    return client.post("/check", data=data, query_string=query, headers=headers)


def kept(store):
    with store.reading() as connection:
        return connection.execute(select(CHECKS).order_by(CHECKS.c.id)).mappings().all()


def settled(store, count):
    until = time.monotonic() + 20
    while len(found := kept(store)) < count and time.monotonic() < until:
        time.sleep(0.02)
    assert not [one for one in threading.enumerate() if one.name == "rows" and _stuck(one)]
    return found


def _stuck(thread):
    thread.join(20)
    return thread.is_alive()


def sampled(store):
    with store.reading() as connection:
        return connection.execute(select(PHOTOS).order_by(PHOTOS.c.position)).mappings().all()


def decide(client, id_, headers=None, **said):
    return client.post(f"/checks/{id_}/decision", json=said, headers=headers)
