"""How many applications there are at each stage, and how many of them nobody touches."""

import time
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from api.monitoring.collectors import SCRAPE_WAIT_SECONDS
from api.store import applications
from api.store.database.store import Store
from api.submissions.workdays import Workdays


class ApplicationsCollector(Collector):
    """Counts them at each scrape; without a database nothing."""

    def __init__(self, store: Store, workdays: Workdays, untouched_days: int) -> None:
        self._store, self._workdays, self._days = store, workdays, untouched_days

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges."""
        late_since = self._workdays.begin_of(time.time(), self._days)
        try:
            with self._store.reading(wait=SCRAPE_WAIT_SECONDS) as connection:
                all_, late = (applications.counts(connection, at) for at in (None, late_since))
        except SQLAlchemyError:
            return
        for name, meaning, counts in (
            ("precheck_applications", "Applications by stage.", all_),
            (
                "precheck_applications_untouched",
                "Those about which nobody did anything for untouched_days working days.",
                late,
            ),
        ):
            gauge = GaugeMetricFamily(name, meaning, labels=("stage",))
            for stage, count in counts.items():
                gauge.add_metric((stage,), count)
            yield gauge
