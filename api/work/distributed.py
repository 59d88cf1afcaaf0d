"""Workers on Celery and RabbitMQ. Messages hold photo ids; the database holds the state.

A lost message is sent again, and a repeated one finds the photo done or leased: each photo gets
exactly one result, whatever the broker does.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import NoReturn

from celery import Celery
from celery.exceptions import Reject
from celery.signals import setup_logging, worker_shutting_down
from kombu.entity import Queue
from kombu.exceptions import OperationalError
from sqlalchemy.exc import SQLAlchemyError

from api.process.logs import ServerLogHandler, log
from api.process.stop_signal import GRACE_SECONDS
from api.settings import Settings
from api.store.database.fault_log import log_unavailable
from api.store.database.store import Store
from api.store.photos import outbox
from api.work.context import WorkerContext, worker_name
from api.work.members_task import read_next
from api.work.photo_task import check_next
from precheck.answer.as_json import new_id
from precheck.errors import INSTALLATION_ERRORS, BadPolicy

QUEUE_NAME = "precheck.photos"
TASK_NAME = "precheck.photo"
DELIVERY_LIMIT = 5
"""Deliveries of one message by the broker."""
MAX_PUBLISHED = 64
"""Ids under way at once; few, so that urgent photos overtake the backlog."""
REPUBLISH_SECONDS = 60.0
"""Time after which the id of a waiting photo is published again."""
CONFIRM_SECONDS = 5.0
"""Maximum wait for the broker's confirmation."""
REQUEUE_PAUSE_SECONDS = 5.0
"""Pause while the database or a tool is missing."""


def application(settings: Settings) -> Celery:
    """Return the Celery application, not yet connected."""
    assert settings.broker is not None
    app = Celery("precheck", broker=settings.broker.get_secret_value())
    arguments = {"x-queue-type": "quorum", "x-delivery-limit": DELIVERY_LIMIT}
    queue = Queue(QUEUE_NAME, routing_key=QUEUE_NAME, queue_arguments=arguments)  # type: ignore[no-untyped-call]  # kombu has no types
    app.conf.update(
        task_queues=[queue],
        task_default_queue=QUEUE_NAME,
        task_default_exchange_type="direct",
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        broker_transport_options={"confirm_publish": True},
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_connection_timeout=5,
    )
    return app


class Publisher:
    """Publishes the ids of waiting photos to the broker."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._store = store
        self._app = application(settings)

    def publish(self, now: float) -> None:
        """Publish the next ids; those that the broker does not take are published later."""
        with self._store.writing() as connection:
            ids = outbox.publish(connection, now, ahead=MAX_PUBLISHED, again=REPUBLISH_SECONDS)
        try:
            self._send(ids)
        except (OperationalError, OSError) as error:
            log.error("broker", error=type(error).__qualname__)
            with self._store.writing() as connection:
                outbox.mark_unsent(connection, ids)

    def _send(self, ids: Sequence[str]) -> None:
        retry_policy = {"max_retries": 1, "interval_start": 0}  # on a new connection
        for id_ in ids:
            self._app.send_task(
                *(TASK_NAME, (id_,)),
                queue=QUEUE_NAME,
                retry=True,
                retry_policy=retry_policy,
                confirm_timeout=CONFIRM_SECONDS,
            )

    def close(self) -> None:
        """Close the connection to the broker."""
        self._app.close()


def work(settings: Settings) -> None:
    """Run a Celery worker until it is stopped.

    Raises BadPolicy where database and secret do not fit, SystemExit where the broker refuses it.
    """
    Store.open(settings).close()
    app = application(settings)

    @cache
    def context() -> tuple[WorkerContext, str, Callable[[], bool]]:
        """Create this process's own context: Celery forks before the first task."""
        return (
            WorkerContext.open(settings),
            worker_name(new_id(), os.getpid()),
            _orphaned_from(os.getppid()),
        )

    @app.task(name=TASK_NAME)  # type: ignore[untyped-decorator]  # Celery has no types
    def photo(id_: str) -> None:
        try:
            own, name, orphaned = context()
            if not check_next(own, name, id_, stopping=orphaned):
                read_next(own, id_)
        except (*INSTALLATION_ERRORS, BadPolicy) as missing:
            log.error(str(missing), code=missing.code)
            _requeue(missing)
        except SQLAlchemyError as error:
            log_unavailable(error)
            _requeue(error)

    setup_logging.connect(_set_up_logging, weak=False)
    worker_shutting_down.connect(_end_after_grace, weak=False)
    worker = app.Worker(
        pool="prefork",
        concurrency=max(1, settings.batch_workers),
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=False,
        quiet=True,
    )
    worker.start()
    if worker.exitcode:
        raise SystemExit(worker.exitcode)


def _orphaned_from(parent: int) -> Callable[[], bool]:
    """Return a function that reports whether the parent process has ended."""
    return lambda: os.getppid() != parent


def _end_after_grace(**_: object) -> None:
    """End the process after the grace time, even if Celery waits for a photo or the broker.

    Nothing is lost: leases expire, and the broker delivers the messages again.
    """
    timer = threading.Timer(GRACE_SECONDS, os._exit, (0,))
    timer.daemon = True
    timer.start()


def _requeue(error: Exception) -> NoReturn:
    """Wait, then return the message to the broker."""
    time.sleep(REQUEUE_PAUSE_SECONDS)
    raise Reject(requeue=True) from error


def _set_up_logging(**_: object) -> None:
    """Write Celery's lines, which hold only ids, to this log."""
    root = logging.getLogger()
    root.handlers = [ServerLogHandler()]
    root.setLevel(logging.WARNING)
