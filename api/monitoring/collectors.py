"""What is found out at each scrape: version, queues, whether the database stores, the suite."""

import time
from collections.abc import Iterator
from importlib.metadata import version

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from api.store.database.faults import Fault
from api.store.database.store import Store
from api.store.database.write_probe import WriteProbe
from api.store.photos import queue_lengths
from api.store.photos.queue_lengths import QueueLength
from precheck.office.policy import Office
from precheck.runtime.models import models_version
from precheck.suite.shares import read_shares

SCRAPE_WAIT_SECONDS = 2.0
"""Maximum wait of a scrape for the database."""


class BuildCollector(Collector):
    """Service, models and policy as in the answers' `version`."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield one gauge that is always 1."""
        labels = {
            "service": version("precheck"),
            "models": models_version(),
            "policy": self._office.policy,
        }
        info = GaugeMetricFamily(
            "precheck_build_info",
            "Always 1; the labels say which version runs.",
            labels=tuple(labels),
        )
        info.add_metric(tuple(labels.values()), 1.0)
        yield info


class StorageCollector(Collector):
    """Shows what keeps the database from storing."""

    def __init__(self, probe: WriteProbe) -> None:
        self._probe = probe

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauge."""
        gauge = GaugeMetricFamily(
            "precheck_database_fault",
            "What keeps the database from storing: 1 for the fault that it has.",
            labels=("fault",),
        )
        present = self._probe.fault()
        for fault in Fault:
            gauge.add_metric((fault,), float(fault is present))
        yield gauge


class SuiteCollector(Collector):
    """What the release's suite of labelled photos gave; nothing where its file is missing."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges."""
        shares = read_shares()
        if shares is None:
            return
        yield GaugeMetricFamily(
            "precheck_suite_other_share",
            "Share of the photos of the release's suite with the type other.",
            value=shares.other,
        )
        below = GaugeMetricFamily(
            "precheck_suite_p_accept_share",
            "Share of the photos of the release's suite with p_accept up to le.",
            labels=("le",),
        )
        for bound, share in zip(shares.bounds, shares.up_to, strict=True):
            below.add_metric((str(bound),), share)
        yield below


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
