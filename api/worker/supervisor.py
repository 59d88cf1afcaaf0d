"""Keeps the workers alive and runs the maintenance until it is stopped."""

import signal
import sys
import time
from collections.abc import Sequence
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from api.channels.dialogue.citizen import open_dialogue
from api.channels.registration import load as load_channels
from api.channels.work.process import DialogueFactory, abandon, run_channel_worker
from api.process import logs
from api.process.stop_signal import STOP_POLL_SECONDS, StopSignal
from api.settings import Settings
from api.store.database.fault_log import log_unavailable
from api.store.database.store import Store
from api.store.photos import leases
from api.work.periodic.maintenance import Maintenance
from api.work.pool import WorkerPool
from api.work.worker import run_worker


def supervise(
    settings: Settings, parent: int | None = None, dialogue: DialogueFactory = open_dialogue
) -> None:
    """Run until stopped, or until the parent process ends. Raises BadPolicy."""
    if parent is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = StopSignal(parent)
    logs.configure(sys.stdout)
    store = Store.open(settings)
    pools = [_photo_pool(settings, store), *_channel_pool(settings, store, dialogue)]
    maintenance = Maintenance.of(settings, store)
    try:
        while not stop():
            _run_once(pools, maintenance)
            stop.sleep(STOP_POLL_SECONDS)
    except KeyboardInterrupt:
        pass
    finally:
        for pool in pools:
            pool.terminate()
        for pool in pools:
            pool.stop()
        maintenance.close()


def _photo_pool(settings: Settings, store: Store) -> WorkerPool:
    size = 0 if settings.broker else settings.batch_workers
    return WorkerPool(store, size, partial(run_worker, settings), leases.abandon)


def _channel_pool(
    settings: Settings, store: Store, dialogue: DialogueFactory
) -> Sequence[WorkerPool]:
    """Return the workers of the channels; none without a channels file. Raises BadPolicy."""
    channels = load_channels(settings)
    if channels is None:
        return ()
    run = partial(run_channel_worker, settings, dialogue)
    return (WorkerPool(store, channels.workers, run, partial(abandon, channels)),)


def _run_once(pools: Sequence[WorkerPool], maintenance: Maintenance) -> None:
    try:
        for pool in pools:
            pool.replace_dead()
        maintenance.run_due(time.time(), time.monotonic())
    except SQLAlchemyError as error:
        log_unavailable(error)
