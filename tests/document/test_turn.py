"""From pixels to the way a page lies, whatever its lines say."""

import numpy as np
import pytest

from precheck.document.turn import HEIGHTS, lies_upright, turn_of
from precheck.flatten import grey
from precheck.read.lines import find_lines
from precheck.recognise import NOTHING
from specimens.fonts import TRAINING
from tests.drawn import MONO, SANS, SERIF, TYPED, page

CHANCE = 0.25  # what looks that tell nothing say of each turn
HAND = TRAINING["hand"][0][0]
TEXTS = (
    "Dengan hormat bersama surat ini kami",
    "mohon bantuan Bapak untuk mengurus",
    "fotokopi kutipan yang hilang kemarin",
    "sebanyak 12 lembar seharga 45.000",
    "atas perhatian kami sampaikan terima kasih",
    "Mengetahui kepala desa setempat",
)


def letter(face, lines=None, digits=14):
    rows = tuple(
        (text, 0.1, 0.2 + 0.05 * row, digits, face) for row, text in enumerate(TEXTS[:lines])
    )
    return grey(page("akta", rows))


def lying(picture, over):
    """Turn a picture so that so many quarters clockwise bring it back."""
    return np.ascontiguousarray(np.rot90(picture, over))


@pytest.mark.parametrize("over", range(4))
@pytest.mark.parametrize(
    "face", [SANS, SERIF, MONO, TYPED, HAND], ids=["sans", "serif", "mono", "typed", "hand"]
)
def test_lines_tell_the_turn(face, over):
    assert turn_of(lying(letter(face), over), CHANCE) == 90 * over


@pytest.mark.parametrize("over", range(4))
def test_so_do_lines_of_a_page_seen_from_near(over):
    near = letter(SANS)
    height, width = near.shape
    near = near[round(0.17 * height) : round(0.38 * height), : round(0.3 * width)]
    assert turn_of(lying(near, over), CHANCE) == 90 * over


def test_no_looks_speak_for_a_page_as_it_lies_and_against_no_turn():
    assert turn_of(grey(page("akta", ())), NOTHING.sure) == 0


@pytest.mark.parametrize("over", range(4))
def test_lines_that_stand_plainly_tell_more_than_looks(over):
    assert turn_of(lying(letter(SERIF), over), 0.99) == 90 * over


def test_looks_tell_where_no_line_does():
    assert turn_of(grey(page("akta", ())), 0.9) == 0


@pytest.mark.parametrize("over", [False, True], ids=["upright", "over"])
def test_a_few_lines_found_tell_whether_they_stand_upright(over):
    picture = lying(letter(SANS), 2 * over)
    assert lies_upright(picture, found(picture)) is not over


def test_one_line_never_decides_alone():
    picture = letter(SANS, lines=1)
    lines = found(picture)
    assert len(lines) == 1
    assert not lies_upright(picture, lines)


def found(picture):
    return find_lines(picture, HEIGHTS[0] * max(picture.shape))
