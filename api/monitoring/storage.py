"""Whether the database stores what it is given; found out at each scrape."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from api.store.database.faults import Fault
from api.store.database.write_probe import WriteProbe


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
