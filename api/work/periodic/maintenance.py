"""Periodic tasks: dead and expired photos, deletion, callbacks, publishing to the broker."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from sqlalchemy import ColumnElement

from api.drift import days
from api.http import local_time
from api.settings import Settings
from api.store import office_suite, retention, sign_ins
from api.store import submissions as store_of_submissions
from api.store.channels import retention as channels
from api.store.channels import threads
from api.store.database.store import Store
from api.store.decisions import unlearning
from api.store.photos import leases, name_index
from api.submissions import later, steps, submissions
from api.submissions.records.rows import Rules, Transaction
from api.work import learning
from api.work.optional import load_distributed
from api.work.periodic.callbacks import CallbackSender
from api.work.periodic.clock_watch import ClockWatch
from precheck.office.policy import Office

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


@dataclass(slots=True)
class PeriodicTask:
    """A task that runs every `interval` seconds; `run` takes the time in seconds since 1970."""

    interval: float
    run: Callable[[float], None]
    due: float = 0.0
    """On the clock that cannot be set."""


@dataclass(slots=True)
class Maintenance:
    """All periodic tasks. Several machines may run them concurrently."""

    settings: Settings
    store: Store
    rules: Rules
    tasks: list[PeriodicTask] = field(default_factory=list)
    closing: list[Callable[[], None]] = field(default_factory=list)
    clock: ClockWatch = field(default_factory=ClockWatch)
    learning: threading.Thread | None = None
    """The night's, under way or over."""
    date_is_sure: bool = True
    """Whether what is too old may be deleted by today's date."""

    @classmethod
    def of(cls, settings: Settings, store: Store) -> "Maintenance":
        """Return the tasks that the settings require. Raises BadPolicy."""
        rules = Rules.load(settings, Office.load(settings.policy))
        maintenance = cls(settings, store, rules)
        maintenance.tasks = [
            PeriodicTask(1.0, maintenance.set_aside_dead),
            PeriodicTask(60.0, maintenance.delete_expired),
            PeriodicTask(10.0, maintenance.settle_submissions),
            PeriodicTask(600.0, maintenance.seal_names),
            PeriodicTask(300.0, maintenance.count_days),
        ]
        if settings.learn:
            maintenance.tasks.append(PeriodicTask(HOUR / 4, maintenance.learn))
        sender = CallbackSender.of(settings, store)
        if sender is not None:
            maintenance.tasks.append(PeriodicTask(1.0, sender.deliver_due))
            maintenance.closing.append(sender.close)
        if settings.broker is not None:
            publisher = load_distributed().Publisher(settings, store)
            maintenance.tasks.append(PeriodicTask(0.2, publisher.publish))
            maintenance.closing.append(publisher.close)
        return maintenance

    def run_due(self, now: float, tick: float | None = None) -> None:
        """Run the tasks that are due.

        now: seconds since 1970. tick: seconds of a clock that cannot be set; default: `now`.
        """
        tick = now if tick is None else tick
        self.date_is_sure = self.clock.trusts(now, tick)
        for task in self.tasks:
            if tick >= task.due:
                task.due = tick + task.interval
                task.run(now)

    def set_aside_dead(self, now: float) -> None:
        """Set aside the photos whose workers died."""
        with self.store.writing() as connection:
            leases.shorten(connection, now, self.settings.lease_seconds)
            leases.set_aside_dead(connection, now)

    def delete_expired(self, now: float) -> None:
        """Expire undecided photos, and delete what is older than its retention time."""
        if not self.date_is_sure:
            return
        messages = {lang: texts.expired for lang, texts in self.rules.office.settings.texts.items()}
        undecided = now - self.settings.undecided_hours * HOUR
        undoable = now - self.settings.undo_minutes * MINUTE
        last_day = local_time.day_of(now, self.settings.timezone)
        first_day = last_day - timedelta(days=self.settings.retention_days)
        kept = local_time.midnight(first_day, self.settings.timezone)  # days are kept as a whole
        closed = self.rules.workdays.begin_of(now, self.settings.application_days)
        writing = self.store.writing
        if self.settings.suite_days:
            self._keep_suite(retention.erased_by(undoable, closed))
        with writing() as connection:  # short transactions, so that other writers wait less
            retention.expire(connection, undecided, messages)
        with writing() as connection:
            retention.erase_decided(connection, undoable)
            retention.erase_closed(connection, closed)
        with writing() as connection:
            retention.delete_files(connection)
        with writing() as connection:
            retention.purge(connection, kept, closed)
            learned = now - self.settings.learning_days * DAY
            unlearning.erase_older(connection, learned, now - self.settings.suite_days * DAY)
            sign_ins.purge(connection, now)
        with writing() as connection:
            channels.expire(connection, now)
            threads.erase_files(connection, undoable)
            channels.purge(connection, kept)

    def _keep_suite(self, erased: ColumnElement[bool]) -> None:
        """Move what is about to be erased into the office's suite, a few photos a transaction."""
        day_of = partial(local_time.day_of, zone=self.settings.timezone)
        more = True
        while more:
            with self.store.writing() as connection:
                more = office_suite.keep(connection, self.store.vault, erased, day_of)
                office_suite.drop_excess(connection, self.settings.suite_photos)

    def settle_submissions(self, now: float) -> None:
        """Write what officers' decisions made of submissions; tell citizens what officers did."""
        with self.store.writing() as connection:
            act = Transaction(connection, self.store.vault, self.rules, now)
            for before in submissions.settle_stale(act):
                later.tell_completion(act, before)
        with self.store.writing() as connection:
            act = Transaction(connection, self.store.vault, self.rules, now)
            later.tell_decisions(act)
            steps.tell(act)
        with self.store.writing() as connection:
            store_of_submissions.expire(connection, now - self.settings.undecided_hours * HOUR)

    def seal_names(self, _now: float) -> None:
        """Seal names of photos together, so that the first search of a process is fast."""
        name_index.seal(self.store)

    def count_days(self, now: float) -> None:
        """Count the photos of days that are over, to see whether they change."""
        days.count_days(self.store, now, self.settings.timezone)
        if self.date_is_sure:
            days.forget_old_days(self.store, now, self.settings.timezone)

    def learn(self, now: float) -> None:
        """Learn from officers' decisions, once a night; in a thread, as it takes seconds."""
        if self.learning is None or not self.learning.is_alive():
            what = (self.store, self.rules.office, self.settings.timezone, now)
            self.learning = threading.Thread(target=learning.nightly, args=what, name="learn")
            self.learning.start()

    def close(self) -> None:
        """Finish what is under way."""
        if self.learning is not None:
            self.learning.join()
        for close in self.closing:
            close()
