"""The versions that a verdict depends on."""

from importlib.metadata import version

from precheck.decision.verdict import Versions
from precheck.office.policy import Office
from precheck.runtime.models import models_version

SERVICE = version("precheck")


def versions(office: Office) -> Versions:
    """Return the versions of the service, of models/ and of the office's policy."""
    return Versions(service=SERVICE, models=models_version(), policy=office.policy)
