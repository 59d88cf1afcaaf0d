"""What goes wrong in the week: the database, the channels' servers, a worker that dies."""

import random
import sqlite3
from collections import Counter

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.api.week.clock import Clock

GRAPH = {
    "address": [("status", 500), "cut"],
    "bytes": [("status", 404), ("status", 500), "cut"],
    "messages": [
        *(("status", 500), ("status", 429, [("Retry-After", "0")]), "cut"),
        *(("accepted", 500), ("accepted", None)),
    ],
    "upload": [("status", 400), ("status", 500)],
    "read": [("status", 500)],
}
WAHA = (500, 503, "accepted")


class Killed(BaseException):
    """The worker is killed here."""


class Faults:
    """Chances by call or statement, and times in which nothing of a kind works at all."""

    def __init__(self, clock: Clock, seed: int, *, share: float, statements: float) -> None:
        self.clock, self.share, self.statements = clock, share, statements
        self.chance = random.Random(seed)
        self.away: dict[str, list[tuple[float, float]]] = {"database": [], "graph": [], "waha": []}
        self.deadly = False
        """Whether a statement may be the worker's last."""
        self.made: Counter[str] = Counter()

    def is_away(self, what: str) -> bool:
        return any(begin <= self.clock.now < end for begin, end in self.away[what])

    def of_graph(self, call: str) -> object:
        if self.is_away("graph"):
            return self._made("graph away", ("status", 503))
        if self.chance.random() >= self.share:
            return None
        return self._made(f"graph {call}", self.chance.choice(GRAPH[call]))

    def of_waha(self) -> object:
        if self.is_away("waha"):
            return self._made("waha away", 503)
        if self.chance.random() >= self.share:
            return None
        return self._made("waha", self.chance.choice(WAHA))

    def strike(self, *_: object) -> None:
        """Fail a statement of the database."""
        if self.is_away("database"):
            raise self._made("database away", _lost())
        drawn = self.chance.random()
        if drawn < self.statements:
            raise self._made("statement", _lost())
        if self.deadly and drawn < 1.5 * self.statements:
            raise self._made("worker killed", Killed())

    def listen(self, engine: object) -> None:
        event.listen(engine, "before_cursor_execute", self.strike)

    def _made(self, what: str, fault: object) -> object:
        self.made[what] += 1
        return fault


def _lost() -> OperationalError:
    return OperationalError(None, None, sqlite3.OperationalError("disk I/O error"))
