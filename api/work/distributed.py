"""The same work on Celery and RabbitMQ: the queue carries photos' ids, the ledger stays the truth.

A message that is lost is sent again, one that comes twice finds the photo done or leased: whatever
the broker does, each photo gets exactly one result.
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

from api.logs import ServerLines, log
from api.settings import Settings
from api.store import Store, outbox
from api.work.photo import take
from api.work.stop import GRACE
from api.work.tools import Tools, worker_name
from precheck.errors import UNREADY, BadPolicy
from precheck.render import new_id

QUEUE = "precheck.photos"
TASK = "precheck.photo"
DELIVERIES = 5
"""Times that the broker hands out one message; then the ledger sends a new one."""
AHEAD = 64
"""Ids on their way at once, so that the urgent overtake the backlog."""
AGAIN = 60.0
"""Seconds after which an id that still waits is sent once more."""
CONFIRMED = 5.0
"""Seconds that the broker has to confirm an id."""
BROKEN = 5.0
"""Seconds that a worker rests while the database or a tool is missing."""


def application(settings: Settings) -> Celery:
    """Return the Celery application; it connects to nothing yet."""
    assert settings.broker is not None
    app = Celery("precheck", broker=settings.broker.get_secret_value())
    arguments = {"x-queue-type": "quorum", "x-delivery-limit": DELIVERIES}
    queue = Queue(QUEUE, routing_key=QUEUE, queue_arguments=arguments)  # type: ignore[no-untyped-call]  # kombu has no types
    app.conf.update(
        task_queues=[queue],
        task_default_queue=QUEUE,
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
    """Sends to the broker what the ledger has to do."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._store = store
        self._app = application(settings)

    def publish(self, now: float) -> None:
        """Send the next ids; what the broker does not take is sent later."""
        with self._store.writing() as connection:
            ids = outbox.publish(connection, now, ahead=AHEAD, again=AGAIN)
        try:
            self._send(ids)
        except (OperationalError, OSError) as error:
            log.error("broker", error=type(error).__qualname__)
            with self._store.writing() as connection:
                outbox.unsent(connection, ids)

    def _send(self, ids: Sequence[str]) -> None:
        once = {"max_retries": 1, "interval_start": 0}  # on a fresh connection
        for id_ in ids:
            self._app.send_task(
                *(TASK, (id_,)),
                queue=QUEUE,
                retry=True,
                retry_policy=once,
                confirm_timeout=CONFIRMED,
            )

    def close(self) -> None:
        """Let go of the broker."""
        self._app.close()


def work(settings: Settings) -> None:
    """Be a Celery worker until told to stop."""
    app = application(settings)

    @cache
    def tools() -> tuple[Tools, str, Callable[[], bool]]:
        """Make this process's own tools: Celery forks before."""
        return Tools.open(settings), worker_name(new_id(), os.getpid()), _left_by(os.getppid())

    @app.task(name=TASK)  # type: ignore[untyped-decorator]  # Celery has no types
    def photo(id_: str) -> None:
        try:
            mine, name, left = tools()
            take(mine, name, id_, stopping=left)
        except (*UNREADY, BadPolicy) as missing:
            log.error(str(missing), code=missing.code)
            _again(missing)
        except SQLAlchemyError as error:
            log.error("database", error=type(error).__qualname__)
            _again(error)

    setup_logging.connect(_log, weak=False)
    worker_shutting_down.connect(_bound, weak=False)
    app.Worker(
        pool="prefork",
        concurrency=max(1, settings.batch_workers),
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=False,
        quiet=True,
    ).start()


def _left_by(parent: int) -> Callable[[], bool]:
    """Return what says whether the parent is gone: then a photo is given back soon."""
    return lambda: os.getppid() != parent


def _bound(**_: object) -> None:
    """End when the grace is over, whatever Celery waits for: a photo, or a broker that is gone.

    Nothing is lost: leases lapse, and the broker gives messages out again.
    """
    last = threading.Timer(GRACE, os._exit, (0,))
    last.daemon = True
    last.start()


def _again(error: Exception) -> NoReturn:
    """Rest, then give the message back."""
    time.sleep(BROKEN)
    raise Reject(requeue=True) from error


def _log(**_: object) -> None:
    """Write Celery's lines to our log; none of them holds more than ids."""
    root = logging.getLogger()
    root.handlers = [ServerLines()]
    root.setLevel(logging.WARNING)
