"""How far the last week's photos are from those of the weeks before."""

import math
import time
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from api.drift import weeks
from api.drift.characteristics import ALL
from api.monitoring.collectors import SCRAPE_WAIT_SECONDS
from api.store.database.store import Store

LABELS = ("of", "kind")


class DriftCollector(Collector):
    """Reads the counts by day; without a database it says nothing."""

    def __init__(self, store: Store, zone: ZoneInfo) -> None:
        self._store, self._zone = store, zone

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges; NaN for what there are too few photos to compare."""
        try:
            wait = SCRAPE_WAIT_SECONDS
            drift = weeks.of_last_week(self._store, time.time(), self._zone, wait=wait)
        except SQLAlchemyError:
            return
        index = GaugeMetricFamily(
            "precheck_drift_psi",
            "Population stability index of the last seven days against the eight weeks before. "
            "of: the characteristic; kind: of what there is more.",
            labels=LABELS,
        )
        bound = GaugeMetricFamily(
            "precheck_drift_psi_bound",
            "What precheck_drift_psi exceeds by chance in 1 of 100 weeks at most.",
            labels=LABELS,
        )
        for name in ALL:
            one = drift.found.get(name)
            labels = (name, one.kind if one else "none")
            index.add_metric(labels, one.psi if one else math.nan)
            bound.add_metric(labels, one.bound if one else math.nan)
        yield from (index, bound)
