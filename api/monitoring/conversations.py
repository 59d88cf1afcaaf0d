"""How many citizens wait for an officer's word in a conversation, and how long the first does."""

import time
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from api.monitoring.collectors import SCRAPE_WAIT_SECONDS
from api.store.channels import threads
from api.store.database.store import Store
from api.submissions.workdays import Workdays


class ConversationsCollector(Collector):
    """Counts them at each scrape; without a database nothing."""

    def __init__(self, store: Store, workdays: Workdays) -> None:
        self._store, self._workdays = store, workdays

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the gauges."""
        try:
            with self._store.reading(wait=SCRAPE_WAIT_SECONDS) as connection:
                number, since = threads.waiting(connection)
        except SQLAlchemyError:
            return
        now = time.time()
        yield GaugeMetricFamily(
            "precheck_conversations_waiting",
            "Conversations in which a citizen waits for an officer's word.",
            value=number,
        )
        yield GaugeMetricFamily(
            "precheck_conversations_wait_seconds",
            "Time for which the office was open while the first of them waited.",
            value=0.0 if since is None else self._workdays.open_seconds(since, now),
        )
