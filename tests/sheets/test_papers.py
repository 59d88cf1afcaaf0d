"""Papers that the page net does not know by name are told by how their text lies."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.beyond import NOWHERE
from precheck.capture import Sheet, Side, TextMap
from precheck.cells.sampled import lost_outside
from precheck.check import Clock, looks
from precheck.flatten import page
from precheck.layout import layout
from precheck.measures import MEASURES
from precheck.office import Office
from precheck.options import Options
from precheck.papers import Paper, form_of
from precheck.recognise import Recognition
from precheck.text import read_map
from tests.sheets.drawing import drawn, photo_of
from training.forms import PAPERS

OFFICE = Office.load()
OTHER = OFFICE.settings.documents["other"]
FORMS = {form: (layout("other", form), OTHER.shapes(form)) for form in OTHER.forms}


def on_a_table(sheet):
    """Return a photo of a page that lies whole on a dark table, and its corners."""
    height, width = sheet.shape[:2]
    picture = np.full((height + 300, width + 300, 3), 70, np.uint8)
    picture[150 : 150 + height, 150 : 150 + width] = sheet
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]]) + 149.5
    return photo_of(picture), corners


def filling(sheet):
    """Return a photo that a page fills from edge to edge, and the page's corners."""
    height, width = sheet.shape[:2]
    return photo_of(sheet), np.float32([[0, 0], [width, 0], [width, height], [0, height]]) - 0.5


def told(photo, quad) -> Paper:
    laid = page(photo, Sheet(quad=quad, confidence=1.0), 0)
    paper = form_of(photo, laid, read_map(laid), FORMS)
    assert paper.page is laid
    return paper


@pytest.mark.parametrize(("specimen", "form"), PAPERS.items(), ids=PAPERS)
def test_a_paper_is_told_by_its_layout(specimen, form):
    paper = told(*on_a_table(drawn(specimen, 3, 1500)))
    assert (paper.form, paper.beyond) == (form[1], NOWHERE)


@pytest.mark.parametrize("side", range(4), ids=["top", "right", "bottom", "left"])
def test_so_is_one_that_the_frame_cuts_off_and_how_far_it_goes_on(side):
    sheet = drawn("marriage_akta", 3, 1500)
    rows, columns = (
        (slice(300, None), slice(None)),
        (slice(None), slice(None, -240)),
        (slice(None, -400), slice(None)),
        (slice(None), slice(240, None)),
    )[side]
    part = np.ascontiguousarray(sheet[rows, columns])
    paper = told(*filling(part))
    assert paper.form == "marriage_akta"
    whole, seen = np.array(sheet.shape[:2]), np.array(part.shape[:2])
    missing = (whole / seen - 1)[side % 2]
    expected = [missing if at == side else 0 for at in range(4)]
    assert paper.beyond == pytest.approx(expected, abs=0.03)


@pytest.mark.parametrize("half", ["left", "right"])
def test_half_of_a_book_that_lies_open_is_told_by_its_shape_as_well(half):
    """The corner net takes the fold for the sheet's own side: no side lies along the frame."""
    sheet = drawn("marriage_book", 3, 1500)
    middle = sheet.shape[1] // 2
    part = sheet[:, :middle] if half == "left" else sheet[:, middle:]
    paper = told(*on_a_table(np.ascontiguousarray(part)))
    assert paper.form == "marriage_book"
    top, right, bottom, left = paper.beyond
    more, none = (right, left) if half == "left" else (left, right)
    assert more == pytest.approx(1, abs=0.1)
    assert (top, bottom, none) == pytest.approx((0, 0, 0), abs=0.1)


@pytest.mark.parametrize("variant", ["kk_white", "kk_2018", "blank"])
def test_what_is_none_of_them_is_like_none(variant):
    assert told(*on_a_table(drawn(variant, 3, 1500))).form == ""


def test_without_text_nothing_is_told():
    photo, quad = on_a_table(np.full((900, 700, 3), 235, np.uint8))
    laid = page(photo, Sheet(quad=quad, confidence=1.0), 0)
    empty = np.zeros((80, 60), np.float32)
    assert form_of(photo, laid, TextMap(text=empty, legibility=empty, cell=8.0), FORMS).form == ""


def test_without_forms_nothing_is_told():
    photo, quad = on_a_table(drawn("letter", 3, 1000))
    laid = page(photo, Sheet(quad=quad, confidence=1.0), 0)
    assert form_of(photo, laid, read_map(laid), {}).form == ""


@pytest.mark.parametrize("outside", [False, True], ids=["at the frame", "guessed outside it"])
@pytest.mark.parametrize(("edge", "sure"), [(0.9, False), (0.1, True)])
def test_of_a_cut_paper_its_form_tells_what_is_missing(monkeypatch, edge, sure, outside):
    """The frame ends between two lines: no text runs into its edge, but no edge shows either."""
    sheet = drawn("marriage_akta", 3, 1500)
    printed = np.convolve(sheet.min(axis=(1, 2)) < 180, np.ones(81), "same")[500:1100]
    end = 500 + int(printed.argmin())  # amid the widest gap
    photo, quad = filling(np.ascontiguousarray(sheet[:end]))
    quad[2:, 1] = (len(sheet) if outside else end) - 0.5
    laid = page(photo, Sheet(quad=quad, confidence=1.0, edges=(0.9, 0.9, edge, 0.9)), 0)
    seen = Recognition(turn=0, sure=0.9, types={"other": 1.0, "blank_side": 0.0})
    monkeypatch.setattr("precheck.check.locate", lambda _photo: (laid, seen))
    measured, measure = [], MEASURES["cropping"]
    monkeypatch.setitem(MEASURES, "cropping", lambda it: measured.append(it) or measure(it))
    evidence, _ = next(looks(photo, Options(), OFFICE, None, Clock()))
    assert evidence.sight.form == "marriage_akta"
    assert evidence.sight.document.quad == pytest.approx(quad)
    cut = evidence.measurements["cropping"]
    assert 0.1 < cut.value < 0.6
    below = replace(measured[0], beyond=(0.0, 0.0, measured[0].beyond[2], 0.0))
    assert cut.share == pytest.approx(lost_outside(below) if sure else 0, abs=0.001)
    assert {place.side for place in cut.places} == ({Side.BOTTOM} if sure or outside else set())


def test_a_paper_that_was_laid_upside_down_is_turned(monkeypatch):
    photo, quad = on_a_table(drawn("marriage_book", 4, 1500))  # bears no code that tells its turn
    told = []
    for turn in (0, 180):
        laid = page(photo, Sheet(quad=quad, confidence=1.0), turn)
        seen = Recognition(turn=turn, sure=0.9, types={"other": 1.0, "blank_side": 0.0})
        monkeypatch.setattr("precheck.check.locate", lambda _photo, found=(laid, seen): found)
        evidence, row = next(looks(photo, Options(), OFFICE, None, Clock()))
        assert evidence.sight.form == "marriage_book"
        assert evidence.sight.turn == 0
        assert evidence.sight.document.quad == pytest.approx(quad)
        told.append(row)
    assert told[0] == pytest.approx(told[1])


class Halves:
    """A search by which a form agrees so well if it goes on beyond a side along no frame's edge."""

    def __init__(self, agreed):
        self.agreed = agreed

    def __call__(self, *_asked):
        return self

    def among(self, sides, _told):
        return (0.0, 1.0, 0.0, 0.0) if len(sides) == 4 else NOWHERE

    def agrees(self, told):
        return 0.2 if told == NOWHERE else self.agreed


@pytest.mark.parametrize(
    ("agreed", "shapes", "form"),
    [
        pytest.param(0.7, (1.4,), "book", id="surely"),
        pytest.param(0.6, (1.4,), "", id="as well as a whole one would have to"),
        pytest.param(0.7, (), "", id="of no size that could tell it is none"),
    ],
)
def test_half_of_what_lies_open_is_told_only_surely(monkeypatch, agreed, shapes, form):
    photo, quad = on_a_table(drawn("letter", 3, 1000))
    laid = page(photo, Sheet(quad=quad, confidence=1.0), 0)
    monkeypatch.setattr("precheck.papers.Search", Halves(agreed))
    usual = layout("other", "letter")
    assert form_of(photo, laid, read_map(laid), {"book": (usual, shapes)}).form == form
