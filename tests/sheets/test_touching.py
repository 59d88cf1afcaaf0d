"""Two papers that touch, of which the corner net sees one sheet."""

import cv2
import numpy as np
import pytest

from precheck.capture import Sheet
from precheck.recognise import Recognition
from precheck.touching import parted
from tests.sheets.drawing import drawn, photo_of

EDGE = 4  # px of table between the papers


def stacked(*variants, turned=False):
    """Return a picture of papers of one width under each other, or of all that on its side."""
    papers = [drawn(variant, seed, 640) for seed, variant in enumerate(variants)]
    width = min(paper.shape[1] for paper in papers)
    rows = [cv2.copyMakeBorder(p[:, :width], 0, EDGE, 0, 0, cv2.BORDER_CONSTANT) for p in papers]
    picture = np.vstack(rows)[:-EDGE]
    return np.ascontiguousarray(np.rot90(picture)) if turned else picture


def told(picture, corner=0, by=0.0):
    height, width = picture.shape[:2]
    quad = np.float32([[0, 0], [width, 0], [width, height], [0, height]]) - 0.5
    quad[corner] += by
    return parted(photo_of(picture), Sheet(quad=quad, confidence=0.9, shows=0.8))


@pytest.mark.parametrize("turned", [False, True])
def test_two_cards_edge_to_edge_are_two_sheets(turned):
    picture = stacked("ktp", "ktp", turned=turned)
    one, other = told(picture)
    assert {recognition.likeliest for _, recognition in (one, other)} == {"ktp"}
    assert {sheet.shows for sheet, _ in (one, other)} == {0.8}
    height, width = picture.shape[:2]
    areas = [cv2.contourArea(sheet.quad) for sheet, _ in (one, other)]
    assert areas == pytest.approx([height * width / 2] * 2, rel=0.01)
    apart = np.abs(one[0].quad.mean(0) - other[0].quad.mean(0))
    assert apart == pytest.approx((width / 2, 0) if turned else (0, height / 2), abs=2)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("variant", ["kia", "invoice", "marriage_book"])
def test_two_papers_of_an_unknown_kind_are_two_sheets_if_they_are_printed_alike(variant, turned):
    picture = stacked(variant, variant, turned=turned)
    found = told(picture)
    height, width = picture.shape[:2]
    middles = sorted(sheet.quad.mean(0)[0 if turned else 1] for sheet, _ in found)
    assert middles == pytest.approx(np.array([0.25, 0.75]) * (width if turned else height), abs=2)


def test_two_papers_of_an_unknown_kind_without_print_are_one():
    picture = stacked("kia", "kia")
    faint = np.rint(235 + (picture.astype(float) - 235) / 8)
    assert len(told(faint.astype(np.uint8))) == 1


@pytest.mark.parametrize(
    "variants",
    [
        *(("ktp",), ("kk_white",), ("akta_kelahiran_new",), ("kia",), ("invoice",), ("receipt",)),
        *(("letter",), ("marriage_book",), ("marriage_akta",), ("letter", "invoice")),
    ],
)
def test_one_paper_is_one_sheet(variants):
    ((sheet, _),) = told(stacked(*variants))
    assert sheet.confidence == 0.9


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((*range(90, 300, 18), *range(360, 420, 18)), id="from left to right"),
        pytest.param([y + top for top in (40, 492) for y in range(0, 180, 18)], id="twice as many"),
    ],
)
def test_lines_that_are_on_both_halves_alike_are_of_one_sheet(lines):
    rng = np.random.default_rng(1)
    letter = np.full((905, 640, 3), 235, np.uint8)
    for line in lines:
        words = " ".join("n" * length for length in rng.integers(2, 9, 40))[:90]
        cv2.putText(letter, words, (0, line), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (40,) * 3, 2)
    assert len(told(np.ascontiguousarray(letter[:, :560]))) == 1


def test_halves_that_have_a_few_marks_in_common_are_of_one_sheet(monkeypatch):
    monkeypatch.setattr("precheck.touching.recognise", lambda _flat: of("other", 0.0))
    paper = np.full((905, 640, 3), 235, np.uint8)
    for top, band in ((0, 60), (452, 330)):
        for x, y in ((80, 200), (300, 180), (420, 240), (560, 210)):
            cv2.putText(paper, "mm", (x, top + y), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (90,) * 3, 2)
        for line in range(band, band + 100, 12):
            cv2.putText(paper, "m" * 60, (0, top + line), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0,) * 3)
    assert len(told(paper)) == 1


def of(type_, share, turn=0):
    types, forms = {"other": 0.0, type_: share}, {"": 0.0, FORM[type_]: share}
    types["other"] = forms[""] = 1 - share
    return Recognition(turn=turn, sure=1.0, types=types, forms=forms)


FORM = {"ktp": "card", "kk": "white", "other": ""}
CARD, MAYBE, PAGE = of("ktp", 0.99), of("ktp", 0.6), of("kk", 0.99)
CARDS, PAGES, SQUARES = (640, 806), (640, 905), (640, 1280)  # px, of two that lie under each other
ONE = (640, 404)  # px, of a card


@pytest.mark.parametrize(
    ("size", "whole", "halves", "count"),
    [
        pytest.param(CARDS, MAYBE, [CARD, CARD], 2, id="two cards"),
        pytest.param(CARDS, CARD, [CARD, CARD], 2, id="a card by its print, not by its shape"),
        pytest.param(PAGES, of("kk", 0.6), [PAGE, PAGE], 2, id="two pages"),
        pytest.param(PAGES, PAGE, [PAGE, PAGE], 1, id="surely one page"),
        pytest.param(ONE, CARD, [CARD, CARD], 1, id="surely one card"),
        pytest.param(ONE, MAYBE, [CARD, CARD], 1, id="halves of a card"),
        pytest.param(CARDS, of("ktp", 0.05), [CARD, CARD], 1, id="nothing of a card"),
        pytest.param(CARDS, MAYBE, [CARD, PAGE], 1, id="a card, a page"),
        pytest.param(CARDS, MAYBE, [CARD, of("ktp", 0.99, 180)], 1, id="one upside down"),
        pytest.param(CARDS, MAYBE, [CARD, of("ktp", 0.8)], 1, id="perhaps a card"),
        pytest.param(CARDS, MAYBE, [of("other", 0.0)] * 2, 1, id="two other papers"),
        pytest.param(SQUARES, MAYBE, [CARD, CARD], 1, id="two squares"),
    ],
)
def test_halves_are_two_sheets_if_each_is_a_document(monkeypatch, size, whole, halves, count):
    seen = iter([whole, *halves])
    monkeypatch.setattr("precheck.touching.recognise", lambda _flat: next(seen))
    assert len(told(np.zeros((size[1], size[0], 3), np.uint8))) == count


def test_halves_that_are_printed_alike_are_one_document_if_the_whole_is_likely_one(monkeypatch):
    seen = iter([of("kk", 0.8), of("other", 0.0), of("other", 0.0)])
    monkeypatch.setattr("precheck.touching.recognise", lambda _flat: next(seen))
    assert len(told(stacked("kia", "kia"))) == 1


@pytest.mark.parametrize(
    ("corner", "by"), [(0, (-20, 0)), (0, (0, -20)), (2, (20, 0)), (2, (0, 20))]
)
def test_what_goes_on_beyond_the_frame_is_not_cut_in_two(corner, by):
    assert len(told(stacked("ktp", "ktp"), corner, by)) == 1
