"""One worker process of the channels: some messages and some replies at a time, until stopped."""

import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from api.channels import configuration
from api.channels.configuration import Channels
from api.channels.messages import Dialogue
from api.channels.work.handling import Desk, handle
from api.channels.work.noticing import notice
from api.channels.work.open_channels import open_channels
from api.channels.work.sending import Sender
from api.process import logs
from api.process.logs import log
from api.process.stop_signal import HUNG_EXIT_STATUS, StopSignal
from api.settings import Settings
from api.store.channels import conversations, inbox, outbox
from api.store.channels.conversations import Lease
from api.store.database.engine import UNAVAILABLE
from api.store.database.fault_log import log_unavailable
from api.work.context import WorkerContext, worker_name

DialogueFactory = Callable[[WorkerContext], Dialogue]
"""Opens the dialogue in a worker process; a function of a module, as it is passed to processes."""
MESSAGES_AT_ONCE = 4
"""Messages that a process handles at a time; while one is fetched another is checked."""
REPLIES_AT_ONCE = 4
NOTICES_AT_ONCE = 2
"""Marks that a message is read, at a time; one more is left out."""
IDLE_PAUSE_SECONDS = 0.1
ERROR_PAUSE_SECONDS = 5.0
"""Pause while the database is missing."""
MAX_STAY_SECONDS = 300.0
"""Time after which a message hangs: the process ends, and its leases expire."""
READY = "channel worker ready"
"""Line of the log once a worker has loaded all that it needs, some seconds after its start."""


class Slots:
    """A limited number of jobs in threads of their own."""

    def __init__(self, name: str, size: int) -> None:
        self._threads = ThreadPoolExecutor(size, name)
        self._size = size
        self._running: dict[Future[None], float] = {}

    @property
    def free(self) -> int:
        """Jobs that may be started now."""
        for future in [one for one in self._running if one.done()]:
            del self._running[future]
        return self._size - len(self._running)

    def start(self, job: Callable[[], None]) -> None:
        """Run a job in a thread."""
        self._running[self._threads.submit(_guarded, job)] = time.monotonic()

    def oldest(self) -> float:
        """Return for how many seconds the oldest job runs."""
        return time.monotonic() - min(self._running.values(), default=time.monotonic())

    def close(self) -> None:
        """Finish the jobs under way."""
        self._threads.shutdown()


class ChannelProcess:
    """Leases conversations and replies, and hands them to threads."""

    def __init__(self, desk: Desk, sender: Sender, worker: str) -> None:
        self._desk, self._sender, self._worker = desk, sender, worker
        self._store = desk.store
        self._messages = Slots("message", MESSAGES_AT_ONCE)
        self._replies = Slots("reply", REPLIES_AT_ONCE)
        self._notices = Slots("notice", NOTICES_AT_ONCE)
        self._interrupted: deque[Lease] = deque()
        self._renewed = time.monotonic()

    def run_once(self) -> bool:
        """Start what is due; return whether there was anything."""
        if self._messages.oldest() > MAX_STAY_SECONDS:
            os._exit(HUNG_EXIT_STATUS)
        self._renew()
        self._sender.write_down()
        self._give_back()
        sent = self._send()
        return self._take() or sent

    def _renew(self) -> None:
        if time.monotonic() - self._renewed < self._desk.lease_seconds / 3:
            return
        now, seconds = time.time(), self._desk.lease_seconds
        with self._store.writing() as connection:
            conversations.renew(connection, self._worker, now, seconds)
            outbox.renew(connection, self._worker, now, self._hold)
        self._renewed = time.monotonic()

    def _take(self) -> bool:
        now = time.time()
        if not self._messages.free:
            return False
        with self._store.reading() as connection:
            if not conversations.any_due(connection, now):
                return False
        with self._store.writing() as connection:
            lease = conversations.take(connection, self._worker, now, self._desk.lease_seconds)
        if lease is not None:
            self._messages.start(partial(self._handle, lease))
            if self._notices.free:
                channels = self._sender.channels
                show = partial(notice, self._store, self._desk.settings, channels, lease)
                self._notices.start(show)
        return lease is not None

    def _handle(self, lease: Lease) -> None:
        try:
            handle(self._desk, lease)
        except UNAVAILABLE:
            self._interrupted.append(lease)
            raise

    def _give_back(self) -> None:
        """Let the messages be handled again whose stay a missing database ended.

        Such a stay does not count: a message is excused for crashes of its own alone.
        """
        while self._interrupted:
            lease = self._interrupted[0]
            with self._store.writing() as connection:
                if conversations.release(connection, lease, time.time() + ERROR_PAUSE_SECONDS):
                    inbox.give_back(connection, lease.message.id)
            self._interrupted.popleft()

    def _send(self) -> bool:
        now, free = time.time(), self._replies.free
        if not free:
            return False
        with self._store.reading() as connection:
            if not outbox.any_due(connection, now):
                return False
        with self._store.writing() as connection:
            rows = outbox.take(connection, self._worker, now, hold=self._hold, limit=free)
        for row in rows:
            self._replies.start(partial(self._sender.send, row))
        return bool(rows)

    @property
    def _hold(self) -> float:
        """Seconds until a reply is sent again if this process dies: time for the channel's word."""
        return self._desk.lease_seconds + self._desk.settings.confirm_seconds

    def close(self) -> None:
        """Finish what is under way."""
        self._notices.close()
        self._messages.close()
        self._replies.close()


def abandon(channels: Channels, connection: Connection, worker: str, now: float) -> None:
    """End the leases of a dead worker."""
    conversations.abandon(connection, worker, now)
    outbox.abandon(connection, worker, now + channels.confirm_seconds)


def run_channel_worker(
    settings: Settings, open_dialogue: DialogueFactory, id_: str, parent: int
) -> None:
    """Handle messages and send replies under this worker id until stopped. Raises BadPolicy."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C and stops its workers
    stop = StopSignal(parent)
    logs.configure(sys.stdout)
    assert settings.channels is not None
    configured = configuration.load(settings.channels)
    context = WorkerContext.open(settings, niceness=0)  # citizens wait, as callers of /check do
    channels = open_channels(configured, settings.max_bytes)
    dialogue = open_dialogue(context)
    desk = Desk(context.store, configured, channels, dialogue, settings.lease_seconds)
    sender = Sender(context.store, configured, channels)
    process = ChannelProcess(desk, sender, worker_name(id_, os.getpid()))
    log.info(READY)
    while not stop():
        try:
            if not process.run_once():
                stop.sleep(IDLE_PAUSE_SECONDS)
        except SQLAlchemyError as error:
            log_unavailable(error)
            stop.sleep(ERROR_PAUSE_SECONDS)
    process.close()
    context.close()


def _guarded(job: Callable[[], None]) -> None:
    """Run a job; a database that does not answer leaves it to another stay."""
    try:
        job()
    except SQLAlchemyError as error:
        log_unavailable(error)
    except Exception as crash:  # noqa: BLE001 - its message may quote personal data
        kind = type(crash)
        log.error("crash", error=f"{kind.__module__}.{kind.__qualname__}")
