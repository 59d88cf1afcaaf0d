"""Messages to the citizen after a decision or an expiry."""

import pytest

from api.store import retention
from tests.api.desk.batches_made import filled
from tests.api.store.filled import NOW, json_answer, photo

CORRECTED = "3514010101209002"
DOUBTFUL = json_answer(0.9, state="doubtful")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"decision": "accept"}, "Terima kasih, foto Kartu Keluarga sudah terbaca."),
        ({"decision": "confirm", "number": CORRECTED}, "berakhir 9002"),
        ({"again": "dark"}, "Mohon maaf, foto terlalu gelap"),
        ({"again": "number_unread"}, "Mohon maaf, nomor Kartu Keluarga belum terbaca"),
    ],
)
def test_the_message_follows_the_officers_decision(desk, sri, fields, expected):
    _, (id_,) = filled(desk, DOUBTFUL)
    answer = sri.post(f"/photos/{id_}/decide", **fields)
    assert expected in photo(desk.store, id_)["message"]
    assert expected in answer.text  # to be copied with shift and C


def test_an_expired_photo_s_message_asks_for_it_again(desk, sri):
    _, (id_,) = filled(desk, json_answer(0.6))
    with desk.store.writing() as connection:
        retention.expire(connection, NOW + 1, {"id": "Mohon kirim lagi"})
    page = sri.get(f"/photos/{id_}").text
    assert "Mohon kirim lagi" in page
    assert "kedaluwarsa" in page
