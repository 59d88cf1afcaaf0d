"""Adds up the metrics of all processes of this machine, also of those that died.

Each process counts in a file of its own, in a folder in memory. The folder is new at every start:
counters begin at 0, as Prometheus expects of a restarted service.
"""

import os
import tempfile
from pathlib import Path

from prometheus_client import CollectorRegistry, values
from prometheus_client.multiprocess import MultiProcessCollector

from api.metrics.definitions import COUNTED
from api.process import scratch

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
"""prometheus_client's variable; further processes inherit it, and so count in the folder."""
SCRATCH_NAME = "precheck-metrics"


def begin() -> Path:
    """Let this process, and those that it starts, count in one new folder. Call before counting."""
    folder = scratch.create(SCRATCH_NAME) or Path(tempfile.mkdtemp(prefix=SCRATCH_NAME))
    os.environ[FOLDER_VARIABLE] = str(folder)
    # prometheus_client reads the variable when it is imported, which was before.
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
    return folder


def end(folder: Path) -> None:
    """Remove the folder."""
    del os.environ[FOLDER_VARIABLE]
    scratch.remove(folder)


def counted() -> CollectorRegistry:
    """Return a registry of what all processes counted, or this one if it shares nothing."""
    registry = CollectorRegistry()
    folder = os.environ.get(FOLDER_VARIABLE)
    if folder:
        MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]
    else:
        registry.register(COUNTED)
    return registry
