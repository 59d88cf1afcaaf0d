"""What is due beside the photos themselves: the dead, the expired, posts, ids for the broker."""

from collections.abc import Callable
from dataclasses import dataclass, field

from api.settings import Settings
from api.store import Store, ledger, retention
from api.work.extra import distributed
from api.work.posting import Postman
from precheck.office import Office

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0


@dataclass(slots=True)
class Chore:
    """Something that is due every so many seconds."""

    every: float
    do: Callable[[float], None]
    due: float = 0.0


@dataclass(slots=True)
class Chores:
    """All of them. Several machines may do them at once: each changes what is due, once."""

    settings: Settings
    store: Store
    office: Office
    all: list[Chore] = field(default_factory=list)
    closing: list[Callable[[], None]] = field(default_factory=list)

    @classmethod
    def of(cls, settings: Settings, store: Store) -> "Chores":
        """Return those that these settings ask for. Raises BadPolicy."""
        chores = cls(settings, store, Office.load(settings.policy))
        chores.all = [Chore(1.0, chores.bury), Chore(60.0, chores.tidy)]
        postman = Postman.of(settings, store)
        if postman is not None:
            chores.all.append(Chore(1.0, postman.deliver))
            chores.closing.append(postman.close)
        if settings.broker is not None:
            publisher = distributed().Publisher(settings, store)
            chores.all.append(Chore(0.2, publisher.publish))
            chores.closing.append(publisher.close)
        return chores

    def do(self, now: float) -> None:
        """Do what is due."""
        for chore in self.all:
            if now >= chore.due:
                chore.due = now + chore.every
                chore.do(now)

    def bury(self, now: float) -> None:
        """Set aside the photos that killed their workers."""
        with self.store.writing() as connection:
            ledger.bury(connection, now)

    def tidy(self, now: float) -> None:
        """Let go what has had its time."""
        messages = {lang: texts.expired for lang, texts in self.office.settings.texts.items()}
        undecided = now - self.settings.undecided_hours * HOUR
        undoable = now - self.settings.undo_minutes * MINUTE
        kept = now - self.settings.retention_days * DAY
        writing = self.store.writing
        with writing() as connection:  # each on its own, so that nobody waits for all of them
            retention.expire(connection, undecided, messages)
        with writing() as connection:
            retention.wipe_decided(connection, undoable)
        with writing() as connection:
            retention.wipe_files(connection)
        with writing() as connection:
            retention.purge(connection, kept)

    def close(self) -> None:
        """Let what is under way come to its end."""
        for close in self.closing:
            close()
