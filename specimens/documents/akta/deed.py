"""Registered births and deaths, the data of an akta."""

from dataclasses import dataclass
from datetime import date

from specimens.arrays import Rng
from specimens.people import numbers
from specimens.people.dates import random_day, random_day_of_years
from specimens.people.person import Home, InventedPerson, random_home, random_person
from specimens.world import World

SIAK_SINCE = 2008  # older akta bear their office's own number


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """The data of an akta."""

    kind: str
    """kelahiran or kematian."""
    who: InventedPerson
    where: Home
    number: str
    happened: date
    issued: date
    official: str
    nip: str

    @property
    def seat(self) -> str:
        """The town of the office."""
        return self.where.place.regency.split(maxsplit=1)[-1].title()


def random_birth(world: World, rng: Rng, years: tuple[int, int], *, siak: bool) -> Deed:
    """Invent a birth registered within the years. siak: numbered by the registry's system."""
    issued = random_day_of_years(*years, rng)
    late = rng.random() < 0.35
    happened = random_day(date(issued.year - (30 if late else 1), 1, 1), issued, rng)
    where = random_home(world, rng)
    who = random_person(world, rng, where, happened, woman=bool(rng.random() < 0.5), today=issued)
    number = (
        numbers.siak_akta(where.place, "LT" if late else "LU", issued, rng)
        if siak and issued.year >= SIAK_SINCE
        else numbers.office_akta(issued, rng)
    )
    return _deed("kelahiran", world, rng, who, where, number, (happened, issued))


def random_death(world: World, rng: Rng, years: tuple[int, int], *, siak: bool) -> Deed:
    """Invent a death registered within the years."""
    issued = random_day_of_years(*years, rng)
    happened = random_day(date(issued.year - 1, 1, 1), issued, rng)
    where = random_home(world, rng)
    born = random_day_of_years(happened.year - 90, happened.year - 30, rng)
    who = random_person(world, rng, where, born, woman=bool(rng.random() < 0.5), today=happened)
    number = (
        numbers.siak_akta(where.place, "KM", issued, rng)
        if siak and issued.year >= SIAK_SINCE
        else numbers.office_akta(issued, rng)
    )
    return _deed("kematian", world, rng, who, where, number, (happened, issued))


def _deed(
    kind: str,
    world: World,
    rng: Rng,
    who: InventedPerson,
    where: Home,
    number: str,
    days: tuple[date, date],
) -> Deed:
    return Deed(
        kind=kind, who=who, where=where, number=number, happened=days[0], issued=days[1],
        official=world.pick("officials", rng), nip=numbers.nip(rng),
    )  # fmt: skip
