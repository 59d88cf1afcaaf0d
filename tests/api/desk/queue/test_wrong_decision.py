"""A number that cannot be keeps what was typed, says why, and points at the digits."""

import re

import pytest

from api.desk.pages.language import COOKIE
from api.desk.queue.wrong_decision import selected
from tests.api.desk.batches_made import filled, shown
from tests.api.store.filled import json_answer, photo

TYPED = "3514 0132 0220 9001"


@pytest.mark.parametrize(
    ("where", "doubtful", "part"),
    [
        pytest.param((6, 8), [], "32", id="the day"),
        pytest.param((6, 8), [7, 12], "2", id="the doubtful digit of the day"),
        pytest.param((6, 8), [12], "32", id="a doubtful digit elsewhere"),
        pytest.param(None, [12], "9", id="any: the first doubtful one"),
        pytest.param(None, [], "", id="any: the end"),
        pytest.param(None, [40], "", id="beyond the end"),
    ],
)
def test_what_is_selected(where, doubtful, part):
    begin, end = selected(TYPED, where, doubtful)
    assert TYPED[begin:end] == part
    assert part or begin == len(TYPED)


@pytest.mark.parametrize(
    ("lang", "typed", "why"),
    [
        ("id", TYPED, "Tanggal di dalam nomor ini tidak ada di kalender."),
        ("en", TYPED, "The date in this number is not a calendar date."),
        ("id", "3514", "Nomor ini berisi 16 angka."),
        ("en", "35140101O1209001", "This number has digits only."),
    ],
)
def test_the_card_says_why_in_the_page_s_language_and_keeps_the_text(desk, sri, lang, typed, why):
    _, (id_,) = filled(desk, json_answer(0.9, state="doubtful"))
    sri.client.set_cookie(COOKIE, lang, path="/desk")
    answer = sri.post(f"/photos/{id_}/decide", decision="confirm", number=typed)
    assert shown(answer) == id_
    assert why in answer.text
    assert f'value="{typed}"' in answer.text
    assert re.search(r'data-select="\d+ \d+"', answer.text)
    assert photo(desk.store, id_)["decision"] is None


def test_a_decision_that_is_none_says_what_to_do(desk, sri):
    _, (id_,) = filled(desk, json_answer(0.5))
    answer = sri.post(f"/photos/{id_}/decide", again="")
    assert "Pilih terima, atau foto ulang dengan alasannya." in answer.text
