"""Labels of the overlay: in words of a language, readable, inside the frame, apart."""

from itertools import combinations

import numpy as np
import pytest

from precheck.answer.labels import Label, draw_labels, place_label
from precheck.answer.overlay import AMBER, BLUE, RED, Marks
from precheck.answer.words import code_words
from precheck.decision.verdict import Code
from precheck.office.policy import Office
from precheck.options import LANGUAGES, TYPES, Options
from tests.api.fakes import verdict

LONG = "nomor belum terbaca, tulisan pudar, terlalu miring"
CORNERS = [(-50, -50), (2000, -50), (2000, 2000), (-50, 2000), (300, 5)]


def canvas(width=640, height=400):
    return np.full((height, width, 3), 128, np.uint8)


@pytest.mark.parametrize("corner", CORNERS)
@pytest.mark.parametrize("width", [1280, 640, 120])
def test_a_label_lies_wholly_inside_the_frame(corner, width):
    left, top, right, bottom = place_label(canvas(width), Label(LONG, *corner, RED), [])[0]
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= 400


def test_labels_of_one_place_do_not_cover_each_other():
    drawn, taken = canvas(), []
    for _ in range(3):
        taken.append(place_label(drawn, Label("pantulan cahaya", 600, 380, RED), taken)[0])
    assert not any(overlap(one, other) for one, other in combinations(taken, 2))


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("corner", [*CORNERS, (320, 200), (10, 390)])
@pytest.mark.parametrize("clear", [(200, 100, 500, 260), (0, 0, 640, 300), (0, 60, 640, 400)])
def test_no_label_covers_what_must_be_seen(corner, clear):
    box, _ = place_label(canvas(), Label("pantulan cahaya", *corner, RED), [clear])
    assert not overlap(box, clear)
    assert box[0] >= 0
    assert box[1] >= 0
    assert box[2] <= 640
    assert box[3] <= 400


def test_a_label_without_room_is_left_out():
    drawn, everything = canvas(), (0, 0, 640, 400)
    draw_labels(drawn, [Label("buram", 200, 200, RED)], clear=[everything])
    assert (drawn == canvas()).all()


@pytest.mark.parametrize("colour", [RED, BLUE, AMBER])
def test_words_stand_out_from_their_background(colour):
    drawn, label = canvas(1280), Label("buram", 200, 200, colour)
    draw_labels(drawn, [label])
    left, top, right, bottom = place_label(drawn, label, [])[0]
    grey = drawn[top:bottom, left:right].mean(axis=2)
    assert tuple(drawn[top + 1, left + 1]) == colour
    assert np.ptp(grey) > 90


@pytest.mark.parametrize(("lang", "word"), [("id", "pantulan cahaya"), ("en", "glare")])
def test_marks_are_named_in_the_language_that_was_asked_for(lang, word):
    marks = Marks.of(verdict(b"", Options(), accepted=False), lang)
    assert [label for label, _ in marks.reasons] == [word]
    assert marks.number_label == code_words(lang)["number"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_a_word(lang):
    words = code_words(lang)
    assert (set(words["reasons"]), set(words["types"])) == (set(Code), set(TYPES))
    assert set(words["errors"]) >= set(Office.load().settings.texts[lang].errors)
