"""Lets a process work on by itself once the disk or the server of its database is whole again.

A connection that met a fault is useless afterwards: SQLite opens the file for reading only while
its disk is read-only, remembers damaged pages, and holds the file system; PostgreSQL's standby
stays one. So connections are closed at a fault, and none is kept while faults occur.
"""

import time

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from api.store.database.faults import Fault, fault_in

UNKEPT_SECONDS = 60.0
"""Time after a fault in which a connection is closed after use.

A file system that failed can then be unmounted, repaired and mounted under the running service.
"""


class Recovery:
    """Watches the errors and the connections of one engine."""

    def __init__(self, engine: Engine) -> None:
        self._keep_from = 0.0
        event.listen(engine, "handle_error", self._on_error, retval=True)
        event.listen(engine, "checkin", self._on_checkin)

    def _on_error(self, context: ExceptionContext) -> DBAPIError | None:
        """Close the connections at a fault; return it as the error of a database out of reach."""
        fault = fault_in(context)
        if fault is None:
            return None
        if fault is not Fault.FULL:
            self._keep_from = time.monotonic() + UNKEPT_SECONDS
            if context.engine is not None:
                context.engine.dispose()
        raised = context.sqlalchemy_exception
        if not isinstance(raised, DBAPIError) or isinstance(raised, OperationalError):
            return None
        return OperationalError(
            raised.statement, raised.params, context.original_exception, hide_parameters=True
        )

    def _on_checkin(self, _connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        if time.monotonic() < self._keep_from:
            entry.invalidate()
