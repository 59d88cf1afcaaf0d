"""Numbers in the offices' formats, with sequences that are never issued to real persons."""

from datetime import date

from specimens.arrays import Rng
from specimens.world import Regency

MIN_SEQUENCE, MAX_SEQUENCE = 9000, 9999
WOMENS_DAY = 40  # added to the day of birth in a woman's NIK


def random_sequence(rng: Rng) -> int:
    """Return a sequence number that the registry never issues."""
    return int(rng.integers(MIN_SEQUENCE, MAX_SEQUENCE + 1))


def kk_number(region: str, recorded: date, rng: Rng) -> str:
    """Return 16 digits: region 6, recording date, sequence."""
    return f"{region}{recorded:%d%m%y}{random_sequence(rng)}"


def nik(region: str, born: date, rng: Rng, *, woman: bool) -> str:
    """Return 16 digits: region 6, birth date with the woman's day, sequence."""
    day = born.day + (WOMENS_DAY if woman else 0)
    return f"{region}{day:02d}{born:%m%y}{random_sequence(rng)}"


def random_region(place: Regency, rng: Rng) -> tuple[str, str]:
    """Return a district's six-digit code and its name."""
    codes = sorted(place.districts)
    code = codes[rng.integers(len(codes))]
    return place.code + code, place.districts[code]


SIAK_SEPARATORS = ("-",) * 8 + ("–", ".", "_", " - ")


def siak_akta(place: Regency, event: str, registered: date, rng: Rng) -> str:
    """Return an akta number of the registry's own system: KKKK-EE-DDMMYYYY-SSSS."""
    width = (4, 4, 4, 5, 6)[rng.integers(5)]
    separator = SIAK_SEPARATORS[rng.integers(len(SIAK_SEPARATORS))]
    last = f"{random_sequence(rng):0{width}d}"
    return separator.join((place.code, event, f"{registered:%d%m%Y}", last))


def office_akta(registered: date, rng: Rng) -> str:
    """Return an akta number in one of the offices' own former formats."""
    number, year = random_sequence(rng), registered.year
    volume = int(rng.integers(1, 6))
    forms = (
        f"{number}/IST/{year}", f"{number}/A.K{volume}/IST/{year}", f"{number}/KU/{year}",
        f"474.1/{number}/UNIT/{year}", f"{number}/{year}", f"{number}/DISP/{year}",
        f"{number}/TP/{year}",
    )  # fmt: skip
    return forms[rng.integers(len(forms))]


def blanko_serial(letters: str, rng: Rng) -> str:
    """Return the serial of a sheet of security paper, such as AL. 705.0123456."""
    joint = (". ", ".", " ")[rng.integers(3)]
    return f"{letters}{joint}{rng.integers(500, 900)}.{rng.integers(10**7):07d}"


def nip(rng: Rng) -> str:
    """Return an official's staff number in its four groups."""
    year, month, day = rng.integers(1958, 1985), rng.integers(1, 13), rng.integers(1, 29)
    return (
        f"{year}{month:02d}{day:02d} {year + rng.integers(20, 30)}{rng.integers(1, 13):02d} "
        f"{rng.integers(1, 3)} {rng.integers(1, 10):03d}"
    )
