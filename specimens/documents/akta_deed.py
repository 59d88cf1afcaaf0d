"""Births and deaths as a registry records them, before any akta is printed."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from specimens import numbers
from specimens.dates import between, in_years
from specimens.people import Home, Person, home, person
from specimens.world import World

SIAK_SINCE = 2008  # older akta bear their office's own number


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What an akta says."""

    kind: str
    """kelahiran or kematian."""
    who: Person
    where: Home
    number: str
    happened: date
    issued: date
    official: str
    nip: str

    @property
    def seat(self) -> str:
        """The town that the office sits in."""
        return self.where.place.regency.split(maxsplit=1)[-1].title()


def birth(world: World, rng: np.random.Generator, years: tuple[int, int], *, siak: bool) -> Deed:
    """Invent a birth registered within the years. siak: numbered as the registry's system does."""
    issued = in_years(*years, rng)
    late = rng.random() < 0.35
    happened = between(date(issued.year - (30 if late else 1), 1, 1), issued, rng)
    where = home(world, rng)
    who = person(world, rng, where, happened, woman=bool(rng.random() < 0.5), today=issued)
    number = (
        numbers.siak_akta(where.place, "LT" if late else "LU", issued, rng)
        if siak and issued.year >= SIAK_SINCE
        else numbers.office_akta(issued, rng)
    )
    return _deed("kelahiran", world, rng, who, where, number, (happened, issued))


def death(world: World, rng: np.random.Generator, years: tuple[int, int], *, siak: bool) -> Deed:
    """Invent a death registered within the years."""
    issued = in_years(*years, rng)
    happened = between(date(issued.year - 1, 1, 1), issued, rng)
    where = home(world, rng)
    born = in_years(happened.year - 90, happened.year - 30, rng)
    who = person(world, rng, where, born, woman=bool(rng.random() < 0.5), today=happened)
    number = (
        numbers.siak_akta(where.place, "KM", issued, rng)
        if siak and issued.year >= SIAK_SINCE
        else numbers.office_akta(issued, rng)
    )
    return _deed("kematian", world, rng, who, where, number, (happened, issued))


def _deed(
    kind: str,
    world: World,
    rng: np.random.Generator,
    who: Person,
    where: Home,
    number: str,
    days: tuple[date, date],
) -> Deed:
    return Deed(
        kind=kind,
        who=who,
        where=where,
        number=number,
        happened=days[0],
        issued=days[1],
        official=world.pick("officials", rng),
        nip=numbers.nip(rng),
    )
