"""What the release's suite of labelled photos gave, to compare the office's photos with."""

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from precheck.suite.shares import read_shares


class SuiteCollector(Collector):
    """The suite's shares; nothing where the file is missing."""

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
