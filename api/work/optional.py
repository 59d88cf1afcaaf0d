"""Loads the Celery workers, whose libraries are an optional extra of the package."""

import importlib
import importlib.util
from types import ModuleType

from precheck.errors import BadPolicy


def load_distributed() -> ModuleType:
    """Return `api.work.distributed`. Raises BadPolicy if Celery is not installed."""
    if importlib.util.find_spec("celery") is None:
        raise BadPolicy("broker: needs Celery: pip install 'precheck[distributed]'.")
    return importlib.import_module("api.work.distributed")
