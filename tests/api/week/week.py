"""The week: who comes when, who works when, what goes wrong when; then the office finishes."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from api.desk.accounts import passwords
from api.settings import DEFAULT_ZONE
from api.store import accounts
from api.store.accounts import Role
from tests.api.desk.conftest import QUICK
from tests.api.desk.people import hash_
from tests.api.week.citizen import Citizen
from tests.api.week.clock import DAY, HOUR, MINUTE, Clock, local
from tests.api.week.faults import Faults
from tests.api.week.officer import Officer, shifts
from tests.api.week.town import Town

BEGIN = datetime(2026, 12, 7, tzinfo=DEFAULT_ZONE)
"""A Monday with no holiday in the weeks after it but Christmas."""
FINISHING_DAYS = 15
"""At most, after the days in which citizens come."""
OFFICERS = ("ani", "budi", "citra", "dewi", "eko", "fitri")
ACT = (1.5 * MINUTE, 4 * MINUTE)
"""Time from one act of an officer to the next."""
OF_WAHA = 0.3
"""Share of the citizens who write to the WAHA number."""
DAYTIME = (6.5, 21.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How large the week is."""

    applications: int
    days: int = 7
    officers: int = 6
    """In two shifts, the first half in the first."""
    rest: tuple[float, float] = (15 * MINUTE, 25 * MINUTE)
    """Until an officer looks again, where nothing waited."""
    seed: int = 64
    share: float = 0.04
    """Of the calls to the channels' servers that fail."""
    statements: float = 2e-4
    """Of the statements of the database that fail."""


@dataclass(slots=True)
class Week:
    """What has happened."""

    plan: Plan
    town: Town
    citizens: list[Citizen] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)
    begun: float = 0.0
    ended: float = 0.0


def spend(plan: Plan, folder: Path, database: str | None, album, check, look) -> Week:
    """Let a week happen; `look` is called with it while its database is open."""
    clock, chance = Clock(BEGIN), random.Random(plan.seed)
    faults = Faults(clock, plan.seed, share=plan.share, statements=plan.statements)
    town = Town(clock, faults, chance)
    week = Week(plan, town, begun=clock.now)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", QUICK)
        clock.rule(patch)
        with town.opened(folder, database, check):
            faults.away |= _away(plan)
            _people(week, album)
            town.run(clock.now + plan.days * DAY)
            for _ in range(FINISHING_DAYS):
                if town.is_done():
                    break
                town.run(clock.now + DAY)
            week.ended = clock.now
            look(week)
    return week


def _away(plan: Plan) -> dict[str, list[tuple[float, float]]]:
    """Return when a server or the database is away: some minutes, on working days."""
    begin = BEGIN.timestamp()
    days = range(plan.days)
    return {
        "database": _spans(begin, days[0::2], (9.2, 10), (13.7, 0.5)),
        "graph": _spans(begin, days[1::2], (10.5, 20), (19.0, 45)),
        "waha": _spans(begin, days[1::2], (8.5, 30)),
    }


def _spans(
    begin: float, days: Sequence[int], *times: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return spans of time. times: hour of the day, and minutes."""
    starts = [(begin + day * DAY + hour * HOUR, minutes) for day in days for hour, minutes in times]
    return [(start, start + minutes * MINUTE) for start, minutes in starts]


def _people(week: Week, album) -> None:
    town, chance, plan = week.town, week.town.chance, week.plan
    kinds = [
        (service, name, variant)
        for service, one in town.rules.catalogue.services.items()
        for name, variant in one.variants.items()
    ]
    for at in range(plan.applications):
        service, name, variant = kinds[at % len(kinds)]
        citizen = Citizen(
            town=town,
            album=album,
            number=1000 + at,
            service=service,
            name=name,
            variant=variant,
            chance=random.Random(f"{plan.seed} {at}"),
            channel="waha" if chance.random() < OF_WAHA else "cloud",
        )
        week.citizens.append(citizen)
        comes = chance.randrange(plan.days) * DAY + chance.uniform(*DAYTIME) * HOUR
        town.at(week.begun + comes, citizen.arrive)
    with town.store.writing() as connection:
        for name in OFFICERS[: plan.officers]:
            accounts.add(connection, name, Role.OFFICER, hash_(), town.clock.now)
    since: dict[str, float] = {}
    week.officers = [Officer(town, name, since=since) for name in OFFICERS[: plan.officers]]
    of = shifts(town.rules.catalogue.hours)
    for at, officer in enumerate(week.officers):
        _work(town, officer, 2 * at // plan.officers, of, plan.rest)


def _work(town: Town, officer: Officer, shift: int, of, rest: tuple[float, float]) -> None:
    """Let an officer act every few minutes of the shift."""

    def go_on() -> None:
        if of(local(town.clock.now)) == shift:
            busy = officer.act()
            town.after(town.chance.uniform(*(ACT if busy else rest)), go_on)
        else:
            officer.visitor = None
            town.after(town.chance.uniform(5, 12) * MINUTE, go_on)

    town.after(town.chance.uniform(0, 10) * MINUTE, go_on)
