import re
from datetime import date

import numpy as np
import pytest

from specimens.people import numbers
from specimens.world import Regency, World

RNG_SEEDS = range(60)
BORN = date(1987, 3, 9)


def rng_of(seed):
    return np.random.default_rng(seed)


def test_sequences_are_never_given_out():
    drawn = {numbers.random_sequence(rng_of(seed)) for seed in range(3000)}
    assert min(drawn) >= 9000
    assert max(drawn) <= 9999
    assert len(drawn) > 500


@pytest.mark.parametrize(
    ("woman", "date_part"),
    [pytest.param(False, "090387", id="man"), pytest.param(True, "490387", id="woman: day + 40")],
)
def test_nik_encodes_sex_and_birth(woman, date_part):
    number = numbers.nik("351306", BORN, rng_of(1), woman=woman)
    assert re.fullmatch(r"351306" + date_part + r"9\d{3}", number)


def test_kk_number_encodes_region_and_recording():
    number = numbers.kk_number("357401", date(2011, 12, 31), rng_of(1))
    assert re.fullmatch(r"3574013112119\d{3}", number)


def test_region_is_one_of_the_place():
    place = Regency(
        "3513", "KABUPATEN PROBOLINGGO", "JAWA TIMUR", 1, {"06": "LECES", "17": "PAITON"}
    )
    drawn = {numbers.random_region(place, rng_of(seed)) for seed in RNG_SEEDS}
    assert drawn == {("351306", "LECES"), ("351317", "PAITON")}


def test_siak_akta_varies_width_and_separator():
    place = World.of("test").places[0]
    drawn = [numbers.siak_akta(place, "LT", date(2021, 5, 4), rng_of(seed)) for seed in range(200)]
    shape = re.compile(r"3513(\s?[-–._]\s?)LT\1 ?04052021\1(0{0,2}9\d{3})")
    matches = [shape.fullmatch(number) for number in drawn]
    assert all(matches)
    assert {len(match[2]) for match in matches} == {4, 5, 6}
    assert len({match[1] for match in matches}) >= 4


def test_office_akta_has_many_forms():
    drawn = {
        re.sub(r"\d", "0", numbers.office_akta(date(1999, 1, 2), rng_of(seed)))
        for seed in RNG_SEEDS
    }
    assert {"0000/IST/0000", "0000/KU/0000", "0000/0000", "000.0/0000/UNIT/0000"} <= drawn


def test_blanko_serial():
    for seed in RNG_SEEDS:
        assert re.fullmatch(r"AL[. ]{1,2}\d{3}\.\d{7}", numbers.blanko_serial("AL", rng_of(seed)))


def test_nip_has_four_groups():
    assert re.fullmatch(r"\d{8} \d{6} \d \d{3}", numbers.nip(rng_of(0)))
