from dataclasses import replace

import numpy as np
import pytest

from precheck.capture import Bare, Capture, Page, Photo, Region, Sheet, TextMap
from precheck.office import Office
from precheck.options import Options
from precheck.recognise import NOTHING, Recognition
from precheck.sight import emptied, see

OFFICE = Office.load()
PIXELS = np.zeros((40, 30, 3), np.uint8)
PHOTO = Photo(pixels=PIXELS, format="png", bytes=1)
QUAD = np.array([[0, 0], [29, 0], [29, 39], [0, 39]], np.float32)
PAGE = Page(
    sheet=Sheet(quad=QUAD, confidence=1.0), turn=0, flat=PIXELS, to_photo=np.eye(3), others=()
)


def told(**types):
    return Recognition(turn=0, sure=1.0, types=types)


def seen(recognition, *asked):
    return see(PHOTO, PAGE, recognition, Options(types=asked), OFFICE)


EVEN = told(akta_kelahiran=0.47, akta_kematian=0.5, other=0.03)
DEATH = told(akta_kelahiran=0.1, akta_kematian=0.88, other=0.02)
TITLED = told(akta_kelahiran=0.004, akta_kematian=0.986, other=0.01)
TWO_OF_THREE = told(akta_kelahiran=0.33, akta_kematian=0.32, other=0.35)
OTHER = told(akta_kelahiran=0.25, akta_kematian=0.3, other=0.45)
CARD = told(kk=0.98, akta_kelahiran=0.02)


@pytest.mark.parametrize(
    ("recognition", "asked", "type_"),
    [
        pytest.param(CARD, (), "kk", id="one type, sure"),
        pytest.param(told(kk=0.55, other=0.45), (), "other", id="one type, unsure"),
        pytest.param(EVEN, (), "akta_kematian", id="an akta, of either kind"),
        pytest.param(TWO_OF_THREE, (), "akta_kelahiran", id="an akta sooner than another paper"),
        pytest.param(OTHER, (), "other", id="both akta together below the limit"),
        pytest.param(EVEN, ("akta_kelahiran",), "akta_kelahiran", id="the one asked for"),
        pytest.param(DEATH, ("akta_kelahiran",), "akta_kelahiran", id="by looks alone"),
        pytest.param(TITLED, ("akta_kelahiran",), "akta_kematian", id="the title says another"),
        pytest.param(DEATH, ("kk",), "akta_kematian", id="no akta was asked for"),
        pytest.param(CARD, ("akta_kelahiran",), "kk", id="plainly another paper"),
        pytest.param(CARD, ("other",), "other", id="legibility only"),
    ],
)
def test_the_type(recognition, asked, type_):
    assert seen(recognition, *asked).document.type == type_


@pytest.mark.parametrize(
    ("types", "form"),
    [
        pytest.param({"akta_kematian": 0.9, "kk": 0.1}, "new", id="the likeliest of its own"),
        pytest.param({"kk": 1.0}, "white", id="though another type's is likelier"),
        pytest.param({"other": 1.0}, "", id="of a paper that has none"),
        pytest.param({"ktp": 1.0}, "card", id="the only one, whatever it looks like"),
    ],
)
def test_the_form(types, form):
    forms = {"old": 0.2, "new": 0.6, "white": 0.15, "blue": 0.05}
    assert seen(Recognition(turn=0, sure=1.0, types=types, forms=forms)).form == form


@pytest.mark.parametrize(
    ("side", "runs", "legibility", "empty"),
    [
        pytest.param("blank_side", 0, 0.9, "blank_side", id="bare paper"),
        pytest.param("blank_side", 4, 0.9, "blank_side", id="a stamp that shows through"),
        pytest.param("blank_side", 6, 0.5, None, id="a faint page"),
        pytest.param("blank_side", 9, 0.4, "blank_side", id="specks"),
        pytest.param("back_side", 4, 0.9, "back_side", id="an imprint"),
        pytest.param("back_side", 6, 0.9, None, id="a note by hand"),
    ],
)
def test_a_side_with_several_runs_of_print_is_not_empty(side, runs, legibility, empty):
    assert emptied(seen(told(**{side: 1.0})), captured(40, legibility, runs=runs)).empty == empty


def test_a_sheet_without_any_print_has_nothing_to_judge():
    assert emptied(seen(told(other=1.0)), captured(0, 0.0)).empty == "nothing"
    assert emptied(seen(told(other=1.0)), captured(1, 0.0)).empty is None


def captured(cells, legibility, *, runs=1):
    text = (np.arange(1000) < cells).astype(np.float32).reshape(40, 25)
    map_ = TextMap(text=text, legibility=np.full_like(text, legibility), cell=1)
    region = Region(box=(0, 0, 5, 5), height=5, contrast=9, legibility=legibility)
    hidden = replace(region, contrast=0)
    return Capture(photo=PHOTO, page=PAGE, text=map_, regions=(region,) * runs + (hidden,) * 9)


@pytest.mark.parametrize(
    ("cells", "legibility", "paper", "empty"),
    [
        pytest.param(0, 0.0, 0.1, "nothing", id="a table"),
        pytest.param(500, 0.1, 0.1, "nothing", id="a table with a pattern"),
        pytest.param(500, 0.6, 0.1, "nothing", id="a table with a pattern like print"),
        pytest.param(15, 0.9, 0.1, "nothing", id="a label on the table"),
        pytest.param(25, 0.9, 0.1, None, id="text that can be read"),
        pytest.param(40, 0.6, 0.4, "nothing", id="hardly any text"),
        pytest.param(80, 0.6, 0.4, None, id="text that cannot be read"),
    ],
)
def test_a_frame_without_a_sheet(cells, legibility, paper, empty):
    bare = framed(Bare(paper=paper, part=False))
    assert emptied(bare, captured(cells, legibility)).empty == empty


def framed(bare):
    return see(PHOTO, replace(PAGE, bare=bare), NOTHING, Options(), OFFICE)
