"""The document that is judged, and whether there is anything to judge."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.capture import Capture, Page, Photo, Region, Sheet, SheetlessFrame, TextMap
from precheck.document.subject import choose_subject, decide_emptiness
from precheck.office.policy import Office
from precheck.options import Options
from precheck.sheet.page_net import NO_RECOGNITION, Recognition
from precheck.text.cells import light_of
from tests.loss.table import frame_map

OFFICE = Office.load()
PIXELS = np.zeros((40, 30, 3), np.uint8)
PHOTO = Photo(pixels=PIXELS, format="png", bytes=1)
QUAD = np.array([[0, 0], [29, 0], [29, 39], [0, 39]], np.float32)
PAGE = Page(
    sheet=Sheet(quad=QUAD, confidence=1.0), turn=0, flat=PIXELS, to_photo=np.eye(3), others=()
)


def predicted(**types):
    return Recognition(turn=0, turn_probability=1.0, types=types)


def subject(recognition, *requested):
    return choose_subject(PHOTO, PAGE, recognition, Options(types=requested), OFFICE)


EVEN = predicted(akta_kelahiran=0.47, akta_kematian=0.5, other=0.03)
DEATH = predicted(akta_kelahiran=0.1, akta_kematian=0.88, other=0.02)
TITLED = predicted(akta_kelahiran=0.004, akta_kematian=0.986, other=0.01)
TWO_OF_THREE = predicted(akta_kelahiran=0.33, akta_kematian=0.32, other=0.35)
OTHER = predicted(akta_kelahiran=0.25, akta_kematian=0.3, other=0.45)
CARD = predicted(kk=0.98, akta_kelahiran=0.02)


@pytest.mark.parametrize(
    ("recognition", "requested", "type_"),
    [
        pytest.param(CARD, (), "kk", id="one type, above its limit"),
        pytest.param(predicted(kk=0.55, other=0.45), (), "other", id="one type, below its limit"),
        pytest.param(EVEN, (), "akta_kematian", id="an akta, of either kind"),
        pytest.param(TWO_OF_THREE, (), "akta_kelahiran", id="rather an akta"),
        pytest.param(OTHER, (), "other", id="both akta together below the limit"),
        pytest.param(EVEN, ("akta_kelahiran",), "akta_kelahiran", id="the requested one"),
        pytest.param(
            DEATH, ("akta_kelahiran",), "akta_kelahiran", id="the requested one, if only predicted"
        ),
        pytest.param(TITLED, ("akta_kelahiran",), "akta_kematian", id="the other was read"),
        pytest.param(DEATH, ("kk",), "akta_kematian", id="no akta was requested"),
        pytest.param(CARD, ("akta_kelahiran",), "kk", id="clearly another paper"),
        pytest.param(CARD, ("other",), "other", id="legibility only"),
    ],
)
def test_the_type(recognition, requested, type_):
    assert subject(recognition, *requested).document.type == type_


@pytest.mark.parametrize(
    ("types", "form"),
    [
        pytest.param({"akta_kematian": 0.9, "kk": 0.1}, "new", id="the most probable of its own"),
        pytest.param({"kk": 1.0}, "white", id="though another type's is more probable"),
        pytest.param({"other": 1.0}, "", id="of a paper that has none"),
        pytest.param({"ktp": 1.0}, "card", id="the only one, whatever is predicted"),
    ],
)
def test_the_form(types, form):
    forms = {"old": 0.2, "new": 0.6, "white": 0.15, "blue": 0.05}
    assert subject(Recognition(turn=0, turn_probability=1.0, types=types, forms=forms)).form == form


@pytest.mark.parametrize(
    ("side", "runs", "legibility", "empty"),
    [
        pytest.param("blank_side", 0, 0.9, "blank_side", id="empty paper"),
        pytest.param("blank_side", 4, 0.9, "blank_side", id="a stamp that shines through"),
        pytest.param("blank_side", 6, 0.5, None, id="a faint page"),
        pytest.param("blank_side", 9, 0.4, "blank_side", id="specks"),
        pytest.param("back_side", 4, 0.9, "back_side", id="an imprint"),
        pytest.param("back_side", 6, 0.9, None, id="a note by hand"),
    ],
)
def test_a_side_with_several_runs_of_print_is_not_empty(side, runs, legibility, empty):
    page = subject(predicted(**{side: 1.0}))
    assert decide_emptiness(page, captured(40, legibility, runs=runs)).empty == empty


def test_a_sheet_without_print_has_nothing_to_judge():
    sheet = subject(predicted(other=1.0))
    assert decide_emptiness(sheet, captured(0, 0.0)).empty == "nothing"
    assert decide_emptiness(sheet, captured(1, 0.0)).empty is None


def captured(cells, legibility, *, runs=1):
    text = (np.arange(1000) < cells).astype(np.float32).reshape(40, 25)
    index = np.full_like(text, legibility)
    map_ = TextMap(text=text, legibility=index, covered=np.zeros_like(text), cell=1)
    region = Region(box=(0, 0, 5, 5), height=5, contrast=9, legibility=legibility)
    hidden = replace(region, contrast=0)
    found = (region,) * runs + (hidden,) * 9
    light = light_of(PHOTO, PAGE, map_)
    return Capture(photo=PHOTO, page=PAGE, text=map_, regions=found, light=light, frame=frame_map())


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
    page = replace(PAGE, sheetless=SheetlessFrame(paper=paper, part=False))
    frame = choose_subject(PHOTO, page, NO_RECOGNITION, Options(), OFFICE)
    assert decide_emptiness(frame, captured(cells, legibility)).empty == empty
