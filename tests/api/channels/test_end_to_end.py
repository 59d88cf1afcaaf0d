"""A citizen in WhatsApp, from the first word to the last paper: real service, real check."""

import json
import time
from pathlib import Path

from api.store.database.store import Store
from api.store.tables.batches import PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from tests.api.channels.made import SECRETS, channels_file
from tests.api.server import running
from tests.api.work.deployments import wait_for
from tests.servers import graph as graph_server

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
ROWS = [json.loads(line) for line in (FIXTURES / "manifest.jsonl").read_text().splitlines()]


def drawn(type_, cause=None):
    """Return the first fixture of a type that is acceptable, or spoiled by a cause."""
    return next(
        (FIXTURES / row["file"]).read_bytes()
        for row in ROWS
        if row["type"] == type_
        and row["sheets"] == 1
        and (row["cause"] == cause if cause else row["label"] == "accept")
    )


class Citizen:
    """A phone: what it sends is delivered as WhatsApp does, what it hears was posted to Graph."""

    def __init__(self, graph):
        self._graph = graph
        self._heard = 0

    def says(self, text):
        return self._deliver(graph_server.text(self._id(), text, at=time.time()))

    def chooses(self, title):
        """Choose from the list that was offered last."""
        rows = self._last["interactive"]["action"]["sections"][0]["rows"]
        (row,) = (row for row in rows if row["title"] == title)
        return self._deliver(graph_server.choice(self._id(), row["id"], title, at=time.time()))

    def sends(self, data):
        media = self._graph.add_media(data)
        return self._deliver(graph_server.image(self._id(), media, data, at=time.time()))

    def _id(self):
        return f"wamid.{time.time_ns()}"

    def _deliver(self, message):
        post = graph_server.messages(message)
        for _ in range(2):  # every delivery is repeated
            graph_server.deliver(self._graph.webhook, post)
        wait_for(lambda: len(self._graph.sent) > self._heard)
        self._heard += 1
        self._last = self._graph.sent[-1]
        return json.dumps(self._last, ensure_ascii=False)


def test_from_halo_to_complete(fresh, tmp_path, monkeypatch):
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    with graph_server.graph() as graph:
        own = {"data": fresh.data, "channels": channels_file(tmp_path, cloud=graph.url)}
        if fresh.database is not None:
            own["database"] = fresh.database.get_secret_value()
        own["channels"].write_text(f"workers = 1\n{own['channels'].read_text()}")
        with running(log=tmp_path / "log", **own) as (url, _):
            graph.webhook = f"{url}/channels/cloud"
            citizen = Citizen(graph)
            assert "Untuk keperluan apa?" in citizen.says("halo")
            assert "Kartu Keluarga yang rusak" in citizen.chooses("Kartu Keluarga rusak")
            blurred = citizen.sends(drawn("kk", "defocus"))
            assert "buram" in blurred
            assert '"type": "image"' in blurred  # with the marked picture
            assert "sudah terbaca" in citizen.sends(drawn("kk"))
            wrong = citizen.sends(drawn("akta_kelahiran"))
            assert "sepertinya Akta Kelahiran, mohon kirim KTP-el" in wrong
            assert "Semua foto untuk" in citizen.sends(drawn("ktp"))
            assert len(graph.sent) == 6
    store = Store.open(fresh)
    with store.reading() as connection:
        (row,) = connection.execute(SUBMISSIONS.select()).mappings()
        slots = [one.slot for one in connection.execute(PHOTOS.select().order_by(PHOTOS.c.id))]
    store.close()
    assert (row["state"], row["sent_back"], row["saved"]) == ("complete", 2, 2)
    assert slots == ["kk_rusak", "kk_rusak", None, "ktp"]
    log = (tmp_path / "log").read_text()
    assert graph_server.CITIZEN not in log
    assert "Traceback" not in log
