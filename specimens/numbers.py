"""Numbers as offices give them, with sequences that no real person can bear."""

from datetime import date

import numpy as np

from specimens.world import Place

LOWEST, HIGHEST = 9000, 9999
WOMENS_DAY = 40  # added to the day of birth in a woman's NIK


def sequence(rng: np.random.Generator) -> int:
    """Return a sequence number that the registry never gives out."""
    return int(rng.integers(LOWEST, HIGHEST + 1))


def kk_number(region: str, recorded: date, rng: np.random.Generator) -> str:
    """Return 16 digits: region 6, recording date, sequence."""
    return f"{region}{recorded:%d%m%y}{sequence(rng)}"


def nik(region: str, born: date, rng: np.random.Generator, *, woman: bool) -> str:
    """Return 16 digits: region 6, birth date with the woman's day, sequence."""
    day = born.day + (WOMENS_DAY if woman else 0)
    return f"{region}{day:02d}{born:%m%y}{sequence(rng)}"


def region(place: Place, rng: np.random.Generator) -> tuple[str, str]:
    """Return a district's six-digit code and its name."""
    codes = sorted(place.districts)
    code = codes[rng.integers(len(codes))]
    return place.code + code, place.districts[code]


SEPARATORS = ("-",) * 8 + ("–", ".", "_", " - ")


def siak_akta(place: Place, event: str, registered: date, rng: np.random.Generator) -> str:
    """Return an akta number of the registry's own system: KKKK-EE-DDMMYYYY-SSSS."""
    width = (4, 4, 4, 5, 6)[rng.integers(5)]
    separator = SEPARATORS[rng.integers(len(SEPARATORS))]
    last = f"{sequence(rng):0{width}d}"
    return separator.join((place.code, event, f"{registered:%d%m%Y}", last))


def office_akta(registered: date, rng: np.random.Generator) -> str:
    """Return an akta number from the years when each office had its own form."""
    number, year = sequence(rng), registered.year
    volume = int(rng.integers(1, 6))
    forms = (
        f"{number}/IST/{year}",
        f"{number}/A.K{volume}/IST/{year}",
        f"{number}/KU/{year}",
        f"474.1/{number}/UNIT/{year}",
        f"{number}/{year}",
        f"{number}/DISP/{year}",
        f"{number}/TP/{year}",
    )
    return forms[rng.integers(len(forms))]


def blanko_serial(letters: str, rng: np.random.Generator) -> str:
    """Return the serial of a sheet of security paper, such as AL. 705.0123456."""
    joint = (". ", ".", " ")[rng.integers(3)]
    return f"{letters}{joint}{rng.integers(500, 900)}.{rng.integers(10**7):07d}"


def nip(rng: np.random.Generator) -> str:
    """Return an official's staff number in its four groups."""
    year, month, day = rng.integers(1958, 1985), rng.integers(1, 13), rng.integers(1, 29)
    return (
        f"{year}{month:02d}{day:02d} {year + rng.integers(20, 30)}{rng.integers(1, 13):02d} "
        f"{rng.integers(1, 3)} {rng.integers(1, 10):03d}"
    )
