"""The log line of a database that does not store."""

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from api.process.logs import log
from api.store.database.faults import ADVICE, Fault, fault_of


def log_unavailable(error: SQLAlchemyError) -> None:
    """Log the error by its kind alone; a full disk by its name, with what to do."""
    fault = fault_of(error.orig) if isinstance(error, DBAPIError) and error.orig else None
    if fault is Fault.FULL:
        log.error("disk full", advice=ADVICE[fault])
    else:
        log.error("database", error=type(error).__qualname__)
