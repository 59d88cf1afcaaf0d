"""Invented families, as one Kartu Keluarga lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from specimens.dates import between
from specimens.people import YEAR, Home, Person, home, name, person
from specimens.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """The people of one Kartu Keluarga."""

    home: Home
    members: tuple[Person, ...]

    @property
    def head(self) -> Person:
        """The head of the family, who is listed first."""
        return self.members[0]


def household(
    world: World, rng: np.random.Generator, today: date, size: int | None = None
) -> Household:
    """Return a family of one to ten as it stood on a day."""
    count = size or int(rng.choice(np.arange(1, 11), p=_SIZES))
    where = home(world, rng)
    return Household(home=where, members=tuple(_members(world, rng, where, today, count)))


_SIZES = np.array([6, 10, 20, 24, 15, 9, 6, 4, 3, 3]) / 100


def _members(
    world: World, rng: np.random.Generator, where: Home, today: date, count: int
) -> Iterator[Person]:
    alone = count == 1 or rng.random() < 0.1
    woman = bool(alone and rng.random() < 0.6)
    age = rng.uniform(30, 62)
    born = _born(today, age, rng)
    wed = None if alone and rng.random() < 0.5 else _born(today, age - rng.uniform(20, 27), rng)
    head = person(
        world, rng, where, born, woman=woman, today=today, relation="KEPALA KELUARGA", married=wed
    )
    yield head
    parents = (name(world, rng, woman=False), head.name) if woman else None
    left = count - 1
    if not alone and left:
        wife = _spouse(world, rng, where, head, today)
        yield wife
        parents, left = (head.name, wife.name), left - 1
    elders = min(left, int(rng.random() < 0.25))
    parents = parents or (head.name, name(world, rng, woman=True))
    for index in range(left - elders):
        yield _child(world, rng, where, today, age, index, parents)
    for _ in range(elders):
        yield _elder(world, rng, where, today, age)


def _born(today: date, age: float, rng: np.random.Generator) -> date:
    days = int(age * YEAR)
    return between(
        date.fromordinal(today.toordinal() - days - 300),
        date.fromordinal(min(today.toordinal() - 2, today.toordinal() - days)),
        rng,
    )


def _spouse(
    world: World, rng: np.random.Generator, where: Home, head: Person, today: date
) -> Person:
    age = (today - head.born).days / YEAR - rng.uniform(0, 6)
    return person(
        world,
        rng,
        where,
        _born(today, age, rng),
        woman=True,
        today=today,
        relation="ISTRI",
        married=head.married,
    )


def _child(
    world: World,
    rng: np.random.Generator,
    where: Home,
    today: date,
    age: float,
    index: int,
    parents: tuple[str, str],
) -> Person:
    years = max(0.0, age - 22 - 3.0 * index - rng.uniform(0, 3))
    relation = "CUCU" if years == 0 and index > 4 else "ANAK"
    return person(
        world,
        rng,
        where,
        _born(today, years, rng),
        woman=bool(rng.random() < 0.5),
        today=today,
        relation=relation,
        parents=parents,
    )


def _elder(world: World, rng: np.random.Generator, where: Home, today: date, age: float) -> Person:
    woman = bool(rng.random() < 0.6)
    born = _born(today, age + rng.uniform(19, 28), rng)
    married = _born(today, age + 0.5, rng)
    relation = ("ORANG TUA", "MERTUA")[rng.integers(2)]
    return person(
        world, rng, where, born, woman=woman, today=today, relation=relation, married=married
    )
