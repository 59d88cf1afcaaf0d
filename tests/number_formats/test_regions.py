import pytest

from precheck.number_formats import regions


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("35", ("Jawa Timur",)),
        ("3514", ("Jawa Timur", "Kabupaten Pasuruan")),
        ("3575", ("Jawa Timur", "Kota Pasuruan")),
        ("351412", ("Jawa Timur", "Kabupaten Pasuruan", "Gempol")),
        ("351499", ("Jawa Timur", "Kabupaten Pasuruan")),
        ("00", ()),
    ],
)
def test_chain_of_names(code, chain):
    assert regions.chain(code) == chain


def test_the_whole_country_is_in_the_table():
    lengths = [len(code) for code in regions.table()]
    assert (lengths.count(2), lengths.count(4)) == (38, 514)
    assert lengths.count(6) > 7200
