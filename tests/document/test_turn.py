"""From pixels to the way a page lies, whatever its lines say."""

import numpy as np
import pytest

from precheck.document.turn import HEIGHTS, lies_upright, turn_of
from precheck.flatten import grey
from precheck.read.lines import find_lines
from precheck.recognise import NOTHING, Recognition
from specimens.fonts import TRAINING
from tests.drawn import MONO, SANS, SERIF, TYPED, page

CHANCE = (0.25,) * 4  # looks that tell nothing of any turn
SURE = (0.97, 0.01, 0.01, 0.01)
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


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_without_looks_a_photo_stands_as_photos_do(turned):
    """A page that was turned for nothing is turned back."""
    assert turn_of(grey(page("akta", ())), NOTHING.turns(turned)) == (360 - turned) % 360


@pytest.mark.parametrize(
    ("types", "turn"),
    [
        pytest.param({"ktp": 1.0}, 0, id="a known document's looks tell"),
        pytest.param({"other": 1.0}, 180, id="of other papers they know little"),
    ],
)
def test_looks_tell_of_known_documents(types, turn):
    upside_down = Recognition(turn=180, sure=0.9, types=types).turns(180)
    assert turn_of(grey(page("akta", ())), upside_down) == turn


@pytest.mark.parametrize("over", range(4))
def test_lines_that_stand_plainly_tell_more_than_looks(over):
    assert turn_of(lying(letter(SERIF), over), SURE) == 90 * over


def test_looks_tell_where_no_line_does():
    assert turn_of(grey(page("akta", ())), SURE) == 0


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
