"""How many photos wait for a worker and for an officer, and since when; read at each scrape."""

import time
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from api.store.database.store import Store
from api.store.photos import queue_lengths
from api.store.photos.queue_lengths import QueueLength

SCRAPE_WAIT_SECONDS = 2.0


class QueueCollector(Collector):
    """Reads the queues; without a database it says only that."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges."""
        lengths = self._lengths()
        yield GaugeMetricFamily(
            "precheck_database_up",
            "Whether the database answers: 1 or 0.",
            value=float(lengths is not None),
        )
        if lengths is None:
            return
        photos = GaugeMetricFamily(
            "precheck_queue_photos",
            "Photos that wait for a worker or an officer.",
            labels=("waiting_for",),
        )
        age = GaugeMetricFamily(
            "precheck_queue_oldest_seconds",
            "Time that the oldest of them waits; 0 where none waits.",
            labels=("waiting_for",),
        )
        now = time.time()
        for who, one in lengths.items():
            photos.add_metric((who,), one.photos)
            age.add_metric((who,), 0.0 if one.since is None else max(0.0, now - one.since))
        yield from (photos, age)

    def _lengths(self) -> dict[str, QueueLength] | None:
        try:
            with self._store.reading(wait=SCRAPE_WAIT_SECONDS) as connection:
                return {
                    "worker": queue_lengths.for_worker(connection),
                    "officer": queue_lengths.for_officer(connection),
                }
        except SQLAlchemyError:
            return None
