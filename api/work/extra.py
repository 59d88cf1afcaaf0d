"""Celery comes with an extra of the package, and is asked for only where there is a broker."""

import importlib
import importlib.util
from types import ModuleType

from precheck.errors import BadPolicy


def distributed() -> ModuleType:
    """Return the module that knows Celery. Raises BadPolicy where Celery is not installed."""
    if importlib.util.find_spec("celery") is None:
        raise BadPolicy("broker: needs Celery: pip install 'precheck[distributed]'.")
    return importlib.import_module("api.work.distributed")
