"""The turn of a page, whatever the text of its lines."""

import numpy as np
import pytest

from precheck.document import line_turn
from precheck.document.line_turn import CAPITAL_HEIGHTS, find_turn, is_upright
from precheck.ocr.lines import find_lines
from precheck.sheet.page_net import NO_RECOGNITION, Recognition
from precheck.sheet.rectify import grey_page
from specimens.drawing.fonts import TRAINING_FONTS
from tests.drawn import MONO, SANS, SERIF, TYPED, page

UNIFORM = (0.25,) * 4  # a prior without preference
UPRIGHT = (0.97, 0.01, 0.01, 0.01)
HAND = TRAINING_FONTS["hand"][0][0]
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
    return grey_page(page("akta", rows))


def turned(picture, over):
    """Turn a picture counter-clockwise by so many quarters."""
    return np.ascontiguousarray(np.rot90(picture, over))


@pytest.mark.parametrize("over", range(4))
@pytest.mark.parametrize(
    "face", [SANS, SERIF, MONO, TYPED, HAND], ids=["sans", "serif", "mono", "typed", "hand"]
)
def test_lines_decide_the_turn(face, over):
    assert find_turn(turned(letter(face), over), UNIFORM) == 90 * over


@pytest.mark.parametrize("over", range(4))
def test_lines_of_a_close_up_decide_the_turn(over):
    near = letter(SANS)
    height, width = near.shape
    near = near[round(0.17 * height) : round(0.38 * height), : round(0.3 * width)]
    assert find_turn(turned(near, over), UNIFORM) == 90 * over


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_without_recognition_the_prior_of_photos_decides(turned):
    """A page that was turned without evidence is turned back."""
    prior = NO_RECOGNITION.further_turns(turned)
    assert find_turn(grey_page(page("akta", ())), prior) == (360 - turned) % 360


@pytest.mark.parametrize(
    ("types", "turn"),
    [
        pytest.param({"ktp": 1.0}, 0, id="the page net decides for a known type"),
        pytest.param({"other": 1.0}, 180, id="but not for other papers"),
    ],
)
def test_the_page_net_counts_for_known_types(types, turn):
    upside_down = Recognition(turn=180, turn_probability=0.9, types=types).further_turns(180)
    assert find_turn(grey_page(page("akta", ())), upside_down) == turn


@pytest.mark.parametrize("over", range(4))
def test_clear_lines_outweigh_the_prior(over):
    assert find_turn(turned(letter(SERIF), over), UPRIGHT) == 90 * over


def test_lines_of_all_four_turns_decide_where_rows_are_not_plain(monkeypatch):
    """Upside down, as it lies, the rows of this page are taken for lines on their side."""
    as_it_lies, a_quarter, upright, three = (
        *((-28.4, -21.3, -3.2), (-24.5, -23.5, -14.5)),
        *((-0.7, -29.3, -35.7), (-24.2, -24.0, -14.6)),
    )
    views = iter((as_it_lies, a_quarter, upright, three))
    monkeypatch.setattr(line_turn, "_log_likelihoods", lambda _strips: next(views))
    assert find_turn(grey_page(page("akta", ())), UNIFORM) == 180


def test_the_prior_decides_without_lines():
    assert find_turn(grey_page(page("akta", ())), UPRIGHT) == 0


@pytest.mark.parametrize("over", [False, True], ids=["upright", "over"])
def test_a_few_lines_are_upright_or_not(over):
    picture = turned(letter(SANS), 2 * over)
    assert is_upright(picture, found(picture)) is not over


def test_one_line_never_decides_alone():
    picture = letter(SANS, lines=1)
    lines = found(picture)
    assert len(lines) == 1
    assert not is_upright(picture, lines)


def found(picture):
    return find_lines(picture, CAPITAL_HEIGHTS[0] * max(picture.shape))
