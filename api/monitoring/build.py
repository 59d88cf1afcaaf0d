"""Which version runs."""

from collections.abc import Iterator
from importlib.metadata import version

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from precheck.office.policy import Office
from precheck.runtime.models import models_version


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
