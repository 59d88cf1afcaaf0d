"""Numbers are confirmed or corrected, and invalid decisions rejected."""

import pytest

from tests.api.desk.batches_made import filled, shown
from tests.api.fakes import NUMBER
from tests.api.store.filled import decided, json_answer, photo

CORRECTED = "3514010101209002"
DOUBTFUL = json_answer(0.9, state="doubtful")


@pytest.mark.parametrize(
    ("fields", "kept", "masked"),
    [
        ({"decision": "accept"}, None, "3514********9001"),
        ({"decision": "accept", "number": NUMBER}, None, "3514********9001"),
        ({"decision": "confirm", "number": NUMBER}, "confirmed", "3514********9001"),
        ({"decision": "confirm", "number": "3514 0101 0120 9001"}, "confirmed", "3514********9001"),
        ({"decision": "confirm", "number": CORRECTED}, "corrected", "3514********9002"),
        ({"decision": "accept", "number": CORRECTED}, "corrected", "3514********9002"),
        ({"again": "glare", "number": CORRECTED}, "corrected", "3514********9002"),
    ],
)
def test_a_number_is_confirmed_corrected_or_left(desk, sri, fields, kept, masked):
    _, (id_,) = filled(desk, DOUBTFUL)
    sri.post(f"/photos/{id_}/decide", **fields)
    (row,) = decided(desk.store, id_)
    assert (row["number"], photo(desk.store, id_)["number_masked"]) == (kept, masked)


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "confirm", "number": "3514"},
        {"decision": "confirm", "number": "3514013202209001"},
        {"decision": "maybe"},
        {"again": "boredom"},
        {"again": "more_pages"},
        {},
    ],
)
def test_what_cannot_be_decided_shows_the_photo_again(desk, sri, fields):
    _, (id_,) = filled(desk, DOUBTFUL)
    answer = sri.post(f"/photos/{id_}/decide", **fields)
    assert (answer.status_code, shown(answer)) == (200, id_)
    assert 'role="alert"' in answer.text
    assert photo(desk.store, id_)["decision"] is None
