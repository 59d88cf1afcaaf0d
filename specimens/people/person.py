"""Invented people and addresses."""

from dataclasses import dataclass
from datetime import date

from specimens.arrays import Rng
from specimens.people import numbers
from specimens.world import Regency, World

RELIGIONS = ("ISLAM",) * 12 + ("KRISTEN", "KATHOLIK", "HINDU", "BUDHA")
BLOOD_GROUPS = ("A", "B", "AB", "O", "TIDAK TAHU", "-", "-")
SCHOOLS = (
    "TIDAK/BELUM SEKOLAH", "BELUM TAMAT SD/SEDERAJAT", "TAMAT SD/SEDERAJAT", "SLTP/SEDERAJAT",
    "SLTA/SEDERAJAT", "DIPLOMA I/II", "DIPLOMA IV/STRATA I", "STRATA II",
)  # fmt: skip
DAYS_PER_YEAR = 365.25  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPerson:
    """One invented person with the data of a registry."""

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
    """An address."""

    place: Regency
    region: str
    """Six digits: regency and district."""
    district: str
    village: str
    street: str
    rt: str
    rw: str
    postcode: str


def random_name(world: World, rng: Rng, *, woman: bool) -> str:
    """Return a name of one to five words, in capitals."""
    kind = "female" if woman else "male"
    count = (0, 1, 1, 1, 2, 2, 3)[rng.integers(7)]
    first = [world.pick(kind, rng)]
    if count == 3:
        first.append(world.pick(kind, rng))
    last = [world.pick(f"{kind}_last", rng) for _ in range(min(count, 2))]
    return " ".join(dict.fromkeys(first + last))


def random_home(world: World, rng: Rng) -> Home:
    """Return an address."""
    place = world.place(rng)
    region, district = numbers.random_region(place, rng)
    street = world.pick("streets", rng)
    if street.startswith("JL") and rng.random() < 0.7:
        street += f" NO. {rng.integers(1, 180)}"
    return Home(
        place=place, region=region, district=district, village=world.pick("villages", rng),
        street=street, rt=f"{rng.integers(1, 25):03d}", rw=f"{rng.integers(1, 12):03d}",
        postcode=f"67{rng.integers(100, 399)}",
    )  # fmt: skip


def random_person(
    world: World,
    rng: Rng,
    where: Home,
    born: date,
    *,
    woman: bool,
    today: date,
    relation: str = "",
    parents: tuple[str, str] | None = None,
    married: date | None = None,
) -> InventedPerson:
    """Return a person born on a day. parents: names of father and mother; None invents them."""
    age = (today - born).days / DAYS_PER_YEAR
    local = rng.random() < 0.75
    origin = where.region if local else numbers.random_region(world.place(rng), rng)[0]
    father, mother = parents or (
        random_name(world, rng, woman=False),
        random_name(world, rng, woman=True),
    )
    return InventedPerson(
        name=random_name(world, rng, woman=woman), woman=woman,
        nik=numbers.nik(origin, born, rng, woman=woman),
        birthplace=where.place.regency.split()[-1] if local else world.pick("birthplaces", rng),
        born=born, religion=RELIGIONS[rng.integers(len(RELIGIONS))],
        school=SCHOOLS[_school(age, rng)], job=_job(world, rng, age),
        blood=BLOOD_GROUPS[rng.integers(len(BLOOD_GROUPS))], married=married, relation=relation,
        father=father, mother=mother,
    )  # fmt: skip


def _job(world: World, rng: Rng, age: float) -> str:
    if age < 6:
        return "BELUM/TIDAK BEKERJA"
    return "PELAJAR/MAHASISWA" if age < 18 else world.pick("jobs", rng)


def _school(age: float, rng: Rng) -> int:
    if age < 7:
        return 0
    if age < 13:
        return 1
    return int(rng.integers(2, 4 if age < 18 else len(SCHOOLS)))
