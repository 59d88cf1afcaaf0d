from datetime import date

import numpy as np
import pytest

from specimens.people.households import random_household
from specimens.people.person import random_name
from specimens.world import World

TODAY = date(2021, 6, 30)
WORLD = World.of("calibration")


def family_of(seed, size=None):
    return random_household(WORLD, np.random.default_rng(seed), TODAY, size)


@pytest.mark.parametrize("size", range(1, 11))
def test_has_the_size_asked_for(size):
    assert len(family_of(size, size).members) == size


def test_sizes_run_from_one_to_ten():
    assert {len(family_of(seed).members) for seed in range(300)} == set(range(1, 11))


@pytest.mark.parametrize("seed", range(40))
def test_members_make_sense(seed):
    family = family_of(seed)
    assert [m.relation == "KEPALA KELUARGA" for m in family.members].count(True) == 1
    for member in family.members:
        assert member.born < TODAY
        if member.relation == "ANAK":
            assert member.born > family.head.born
        if member.relation in {"ORANG TUA", "MERTUA"}:
            assert member.born < family.head.born


@pytest.mark.parametrize("seed", range(20))
def test_nik_agrees_with_its_person(seed):
    for member in family_of(seed).members:
        day = int(member.nik[6:8]) - 40 * member.woman
        assert (day, member.nik[8:12]) == (member.born.day, f"{member.born:%m%y}")


def test_children_name_their_parents():
    families = [family_of(seed, 4) for seed in range(30)]
    children = [(f, m) for f in families for m in f.members if m.relation == "ANAK"]
    assert children
    assert all(f.head.name in {m.father, m.mother} for f, m in children)


def test_names_are_short_and_long():
    lengths = {
        len(random_name(WORLD, np.random.default_rng(seed), woman=bool(seed % 2)).split())
        for seed in range(300)
    }
    assert {1, 2, 3, 4} <= lengths
