"""`make bench-channel`: from the delivery of a photo to the reply, on a real service.

Citizens apply for the activation of a NIK: a choice, a KK, a KTP. Their messages are delivered at a
steady pace; a stand-in of the Graph API hands out the photos and takes the replies.
"""

import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
from sqlalchemy import func, select

from api.channels.work.process import READY
from api.settings import Settings
from api.store.database.store import Store
from api.store.tables.batches import PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from bench.photos import FIXTURES
from precheck.runtime.parallel import cores
from tests.api.channels.made import SECRETS, channels_text
from tests.api.server import running
from tests.servers import graph as graph_server

PAPERS = ("kk", "ktp")
APPLY = "apply:nik/aktivasi"
WORKERS = {"batch_workers": 1, "batch_niceness": 10}
"""They read the tables of members while no photo waits."""
PATIENCE_SECONDS = 120.0
DELIVERERS = 8
SENDER = "62812{:09}"


@click.command()
@click.option("--submissions", default=150, show_default=True)
@click.option("--rate", default=5.0, show_default=True, help="Photos a second.")
def main(submissions: int, rate: float) -> None:
    """Deliver the messages of many citizens, and print how soon each photo was answered."""
    os.environ.update(SECRETS)
    with TemporaryDirectory() as folder, graph_server.graph() as graph:
        file = Path(folder) / "channels.toml"
        text = channels_text(cloud=graph.url).replace('line = "kk"', 'service = "nik"')
        file.write_text(f"workers = {cores()}\n{text}", encoding="utf-8")
        settings = {"data": folder, "channels": file, "rate": "", **WORKERS}
        log = Path(folder) / "log"
        with running(log=log, **settings) as (url, _):
            _wait_for_workers(log)
            graph.webhook = f"{url}/channels/cloud"
            day = _Day(graph, submissions, rate)
            seconds = day.deliver()
            day.wait()
            due, seconds_after = _wait_for_tables(Path(folder))
        states = _states(Path(folder))
    waits = day.waits()
    click.echo(f"{submissions} submissions, {len(waits)} photos in {seconds:.0f} s")
    for share in (50, 95, 99):
        click.echo(
            f"reply after delivery, {share}th percentile: {np.percentile(waits, share):.2f} s"
        )
    click.echo(f"tables of members due after the last reply: {due}, read in {seconds_after:.0f} s")
    click.echo(f"messages {day.delivered}, replies {len(graph.sent)}, submissions {dict(states)}")
    sys.exit(states["complete"] != submissions or len(graph.sent) != day.delivered)


def _wait_for_workers(log: Path) -> None:
    """Wait until each worker of the channels has loaded its models. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE_SECONDS
    while log.read_text(encoding="utf-8").count(READY) < cores():
        if time.monotonic() > end:
            raise TimeoutError(log.read_text(encoding="utf-8"))
        time.sleep(0.1)


def _wait_for_tables(folder: Path) -> tuple[int, float]:
    """Wait until each table of members is read; return how many were due, and the seconds.

    Raises TimeoutError if none is read for PATIENCE_SECONDS.
    """
    begin = last = time.monotonic()
    due = select(func.count()).where(PHOTOS.c.members_due_at.is_not(None))
    with closing(Store.open(Settings(data=folder))) as store:

        def waiting() -> int:
            with store.reading() as connection:
                return connection.scalar(due) or 0

        first = left = waiting()
        while left:
            time.sleep(0.5)
            before, left = left, waiting()
            last = time.monotonic() if left < before else last
            if time.monotonic() - last > PATIENCE_SECONDS:
                raise TimeoutError(f"{left} tables of members wait, and no worker reads them.")
    return first, time.monotonic() - begin


class _Day:
    """The messages of a day, delivered at a steady pace."""

    def __init__(self, graph: graph_server.Graph, submissions: int, rate: float) -> None:
        self._graph, self._submissions, self._rate = graph, submissions, rate
        self._photos = {type_: _acceptable(type_) for type_ in PAPERS}
        self._lock = threading.Lock()
        self._delivered_at: dict[tuple[str, int], float] = {}
        self.delivered = 0

    def deliver(self) -> float:
        """Deliver everything; return the seconds."""
        begin = time.monotonic()
        posts = (
            (step - paper, paper)  # citizens come one after the other
            for step in range(self._submissions + len(PAPERS))
            for paper in range(len(PAPERS))
            if 0 <= step - paper < self._submissions
        )
        with ThreadPoolExecutor(DELIVERERS) as threads:
            for at, (citizen, paper) in enumerate(posts):
                time.sleep(max(0.0, begin + at / self._rate - time.monotonic()))
                threads.submit(self._send, citizen, paper)
        return time.monotonic() - begin

    def _send(self, citizen: int, paper: int) -> None:
        sender = SENDER.format(citizen)
        if paper == 0:
            self._post(graph_server.choice(f"wamid.{citizen}.c", APPLY, "NIK", **_by(sender)))
        photos = self._photos[PAPERS[paper]]
        data = photos[citizen % len(photos)] + citizen.to_bytes(4, "big")  # each file is another
        media = self._graph.add_media(data)
        with self._lock:
            self._delivered_at[sender, paper] = time.time()
        image = graph_server.image(f"wamid.{citizen}.{paper}", media, data, **_by(sender))
        self._post(image)

    def _post(self, message: dict[str, object]) -> None:
        graph_server.deliver(self._graph.webhook, graph_server.messages(message))
        with self._lock:
            self.delivered += 1

    def wait(self) -> None:
        """Wait until every message is answered."""
        end = time.monotonic() + PATIENCE_SECONDS
        while len(self._graph.sent) < self.delivered and time.monotonic() < end:
            time.sleep(0.1)

    def waits(self) -> Sequence[float]:
        """Return the seconds from each photo's delivery to its reply."""
        heard: Counter[str] = Counter()
        waits = []
        for body, at in zip(self._graph.sent, self._graph.sent_at, strict=True):
            paper = heard[body["to"]] - 1
            heard[body["to"]] += 1
            if paper >= 0:
                waits.append(at - self._delivered_at[body["to"], paper])
        return waits


def _by(sender: str) -> dict[str, object]:
    return {"sender": sender, "at": time.time()}


def _acceptable(type_: str) -> list[bytes]:
    lines = (FIXTURES / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    good = [row for row in rows if row["type"] == type_ and row["label"] == "accept"]
    return [(FIXTURES / row["file"]).read_bytes() for row in good if row["sheets"] == 1]


def _states(folder: Path) -> Counter[str]:
    with closing(Store.open(Settings(data=folder))) as store, store.reading() as connection:
        return Counter(connection.scalars(select(SUBMISSIONS.c.state)))


if __name__ == "__main__":
    main()
