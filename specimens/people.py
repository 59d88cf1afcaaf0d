"""Invented people, alone and in families."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from specimens import numbers
from specimens.world import Place, World

RELIGIONS = ("ISLAM",) * 12 + ("KRISTEN", "KATHOLIK", "HINDU", "BUDHA")
BLOOD = ("A", "B", "AB", "O", "TIDAK TAHU", "-", "-")
SCHOOLS = (
    "TIDAK/BELUM SEKOLAH",
    "BELUM TAMAT SD/SEDERAJAT",
    "TAMAT SD/SEDERAJAT",
    "SLTP/SEDERAJAT",
    "SLTA/SEDERAJAT",
    "DIPLOMA I/II",
    "DIPLOMA IV/STRATA I",
    "STRATA II",
)
YEAR = 365.25  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One invented person as a registry lists them."""

    name: str
    woman: bool
    nik: str
    birthplace: str
    born: date
    religion: str
    school: str
    job: str
    blood: str
    married: date | None
    relation: str
    father: str
    mother: str

    @property
    def sex(self) -> str:
        """The sex as forms print it."""
        return "PEREMPUAN" if self.woman else "LAKI-LAKI"

    @property
    def status(self) -> str:
        """The marital status as forms print it."""
        return "KAWIN" if self.married else "BELUM KAWIN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where a family lives."""

    place: Place
    region: str
    """Six digits: regency and district."""
    district: str
    village: str
    street: str
    rt: str
    rw: str
    postcode: str


def name(world: World, rng: np.random.Generator, *, woman: bool) -> str:
    """Return a name of one to five words, in capitals."""
    kind = "female" if woman else "male"
    count = (0, 1, 1, 1, 2, 2, 3)[rng.integers(7)]
    first = [world.pick(kind, rng)]
    if count == 3:
        first.append(world.pick(kind, rng))
    last = [world.pick(f"{kind}_last", rng) for _ in range(min(count, 2))]
    return " ".join(dict.fromkeys(first + last))


def home(world: World, rng: np.random.Generator) -> Home:
    """Return an address."""
    place = world.place(rng)
    region, district = numbers.region(place, rng)
    street = world.pick("streets", rng)
    if street.startswith("JL") and rng.random() < 0.7:
        street += f" NO. {rng.integers(1, 180)}"
    return Home(
        place=place,
        region=region,
        district=district,
        village=world.pick("villages", rng),
        street=street,
        rt=f"{rng.integers(1, 25):03d}",
        rw=f"{rng.integers(1, 12):03d}",
        postcode=f"67{rng.integers(100, 399)}",
    )


def person(
    world: World,
    rng: np.random.Generator,
    where: Home,
    born: date,
    *,
    woman: bool,
    today: date,
    relation: str = "",
    parents: tuple[str, str] | None = None,
    married: date | None = None,
) -> Person:
    """Return a person born on a day. parents: father's and mother's name, else invented."""
    age = (today - born).days / YEAR
    local = rng.random() < 0.75
    origin = where.region if local else numbers.region(world.place(rng), rng)[0]
    father, mother = parents or (name(world, rng, woman=False), name(world, rng, woman=True))
    return Person(
        name=name(world, rng, woman=woman),
        woman=woman,
        nik=numbers.nik(origin, born, rng, woman=woman),
        birthplace=where.place.regency.split()[-1] if local else world.pick("birthplaces", rng),
        born=born,
        religion=RELIGIONS[rng.integers(len(RELIGIONS))],
        school=SCHOOLS[_school(age, rng)],
        job=_job(world, rng, age),
        blood=BLOOD[rng.integers(len(BLOOD))],
        married=married,
        relation=relation,
        father=father,
        mother=mother,
    )


def _job(world: World, rng: np.random.Generator, age: float) -> str:
    if age < 6:
        return "BELUM/TIDAK BEKERJA"
    return "PELAJAR/MAHASISWA" if age < 18 else world.pick("jobs", rng)


def _school(age: float, rng: np.random.Generator) -> int:
    if age < 7:
        return 0
    if age < 13:
        return 1
    return int(rng.integers(2, 4 if age < 18 else len(SCHOOLS)))
