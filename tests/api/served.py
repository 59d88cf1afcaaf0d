"""All errors that a request can raise: all but those of the suite."""

import api.app  # defines them  # noqa: F401
from api.errors import ServiceError
from precheck.errors import PrecheckError


def _below(kind):
    return {kind} | {below for one in kind.__subclasses__() for below in _below(one)}


SERVED = sorted(
    (
        kind
        for kind in _below(PrecheckError) - {PrecheckError, ServiceError}
        if ".suite." not in kind.__module__
    ),
    key=lambda kind: kind.code,
)
