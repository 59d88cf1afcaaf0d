"""`GET /metrics`: the metrics in the text format of Prometheus."""

from apiflask import APIBlueprint
from flask import Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.monitoring import documentation, shared
from api.monitoring.applications import ApplicationsCollector
from api.monitoring.collectors import (
    BuildCollector,
    QueueCollector,
    StorageCollector,
    SuiteCollector,
)
from api.monitoring.conversations import ConversationsCollector
from api.monitoring.drift import DriftCollector
from api.service import service
from api.submissions.rules import rules

bp = APIBlueprint("metrics", __name__)


@bp.get("/metrics")
@bp.doc(operation_id="metrics", responses=documentation.METRICS)
def metrics() -> Response:
    """Return the metrics of all processes of this machine, in the text format of Prometheus.

    They hold no personal data. Where keys are set it needs the scope `metrics`.
    """
    registry, here = shared.counted(), service()
    collectors = (
        *(QueueCollector(here.store), StorageCollector(here.probe)),
        *(SuiteCollector(), BuildCollector(here.office)),
        DriftCollector(here.store, here.settings.timezone),
        ApplicationsCollector(here.store, rules().workdays, here.settings.untouched_days),
        ConversationsCollector(here.store, rules().workdays),
    )
    for collector in collectors:
        registry.register(collector)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
