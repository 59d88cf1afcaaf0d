from datetime import date

import numpy as np
import pytest

from specimens.people import dates


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (31, "tiga puluh satu"),
        (100, "seratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1986, "seribu sembilan ratus delapan puluh enam"),
        (2000, "dua ribu"),
        (2015, "dua ribu lima belas"),
    ],
)
def test_spelled(number, words):
    assert dates.spelled(number) == words


def test_forms_of_a_day():
    day = date(2019, 8, 7)
    assert dates.numeric(day) == "07-08-2019"
    assert dates.written(day) == "7 Agustus 2019"
    assert dates.spelled_date(day) == "tujuh Agustus dua ribu sembilan belas"


def test_between_reaches_both_ends():
    first, last = date(2020, 1, 1), date(2020, 1, 3)
    drawn = {dates.random_day(first, last, np.random.default_rng(seed)) for seed in range(60)}
    assert drawn == {first, date(2020, 1, 2), last}


def test_no_day_is_in_the_future():
    drawn = [
        dates.random_day_of_years(2026, 2026, np.random.default_rng(seed)) for seed in range(200)
    ]
    assert max(drawn) <= dates.LATEST_DAY < date(2026, 11, 1)
    assert min(drawn) < date(2026, 1, 20)
