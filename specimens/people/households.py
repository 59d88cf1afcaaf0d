"""Invented households, the members of one Kartu Keluarga."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from specimens.arrays import Rng
from specimens.people.dates import random_day
from specimens.people.person import (
    DAYS_PER_YEAR,
    Home,
    InventedPerson,
    random_home,
    random_name,
    random_person,
)
from specimens.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """The people of one Kartu Keluarga."""

    home: Home
    members: tuple[InventedPerson, ...]

    @property
    def head(self) -> InventedPerson:
        """The head of the family, the first member."""
        return self.members[0]


def random_household(world: World, rng: Rng, today: date, size: int | None = None) -> Household:
    """Return a household of one to ten as of a day."""
    count = size or int(rng.choice(np.arange(1, 11), p=_SIZE_SHARES))
    where = random_home(world, rng)
    return Household(home=where, members=tuple(_members(world, rng, where, today, count)))


_SIZE_SHARES = np.array([6, 10, 20, 24, 15, 9, 6, 4, 3, 3]) / 100


def _members(
    world: World, rng: Rng, where: Home, today: date, count: int
) -> Iterator[InventedPerson]:
    alone = count == 1 or rng.random() < 0.1
    woman = bool(alone and rng.random() < 0.6)
    age = rng.uniform(30, 62)
    born = _born(today, age, rng)
    wed = None if alone and rng.random() < 0.5 else _born(today, age - rng.uniform(20, 27), rng)
    head = random_person(
        world, rng, where, born, woman=woman, today=today, relation="KEPALA KELUARGA", married=wed
    )
    yield head
    parents = (random_name(world, rng, woman=False), head.name) if woman else None
    left = count - 1
    if not alone and left:
        wife = _spouse(world, rng, where, head, today)
        yield wife
        parents, left = (head.name, wife.name), left - 1
    elders = min(left, int(rng.random() < 0.25))
    parents = parents or (head.name, random_name(world, rng, woman=True))
    for index in range(left - elders):
        yield _child(world, rng, where, today, age, index, parents)
    for _ in range(elders):
        yield _elder(world, rng, where, today, age)


def _born(today: date, age: float, rng: Rng) -> date:
    days = int(age * DAYS_PER_YEAR)
    return random_day(
        date.fromordinal(today.toordinal() - days - 300),
        date.fromordinal(min(today.toordinal() - 2, today.toordinal() - days)),
        rng,
    )


def _spouse(
    world: World, rng: Rng, where: Home, head: InventedPerson, today: date
) -> InventedPerson:
    age = (today - head.born).days / DAYS_PER_YEAR - rng.uniform(0, 6)
    return random_person(
        world, rng, where, _born(today, age, rng), woman=True, today=today, relation="ISTRI",
        married=head.married,
    )  # fmt: skip


def _child(
    world: World,
    rng: Rng,
    where: Home,
    today: date,
    age: float,
    index: int,
    parents: tuple[str, str],
) -> InventedPerson:
    years = max(0.0, age - 22 - 3.0 * index - rng.uniform(0, 3))
    relation = "CUCU" if years == 0 and index > 4 else "ANAK"
    return random_person(
        world, rng, where, _born(today, years, rng), woman=bool(rng.random() < 0.5),
        today=today, relation=relation, parents=parents,
    )  # fmt: skip


def _elder(world: World, rng: Rng, where: Home, today: date, age: float) -> InventedPerson:
    woman = bool(rng.random() < 0.6)
    born = _born(today, age + rng.uniform(19, 28), rng)
    married = _born(today, age + 0.5, rng)
    relation = ("ORANG TUA", "MERTUA")[rng.integers(2)]
    return random_person(
        world, rng, where, born, woman=woman, today=today, relation=relation, married=married
    )
