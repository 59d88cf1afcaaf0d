"""How a form's text lies tells where a page of it lies."""

import cv2
import numpy as np
import pytest

from precheck.capture import LAID, Layout, Sheet
from precheck.completed import completed
from precheck.errors import BadModel
from precheck.flatten import page
from precheck.layout import FILE, agreement, in_cells, layout, layouts
from precheck.office import Office
from precheck.text import read_map
from specimens.documents import draw
from specimens.world import Split, World
from tests.not_models import NO_ARCHIVES, written
from tests.sheets.drawing import photo_of

KNOWN = [
    (type_, form)
    for type_, document in Office.load().settings.documents.items()
    for form in document.forms
]
NONE = np.zeros(1, np.float32)


def test_every_known_form_has_a_layout():
    assert {(type_, form) for type_, form in KNOWN if layout(type_, form) is not None} == {*KNOWN}


def test_other_papers_have_none():
    assert layout("other", "") is None


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize("share", [0.0, 0.12, 0.3])
def test_agreement_is_best_where_the_page_lies(at, share):
    spots = (np.random.default_rng(3).random((LAID, LAID)) < 0.2).astype(np.float32)
    form = Layout(cv2.GaussianBlur(spots, (0, 0), 1), np.ones_like(spots))
    turned = np.rot90(form.text, at)  # the side that is cut off comes to lie on top
    kept = turned[round(share * LAID) :]
    seen = np.rot90(cv2.resize(kept, (LAID, LAID), interpolation=cv2.INTER_AREA), -at)
    tried = np.linspace(0, 0.5, 51, dtype=np.float32)
    beyond = [NONE] * 4
    beyond[at] = tried
    agreed = agreement(form, seen, (beyond[0], beyond[1], beyond[2], beyond[3]))
    assert tried[agreed.argmax()] == pytest.approx(share / (1 - share), abs=0.02)
    assert agreed.max() > 0.9


def test_cells_that_vary_count_less():
    text = np.zeros((LAID, LAID), np.float32)
    text[8], text[40] = 1, 1
    seen = text.copy()
    seen[40], seen[50] = 0, 1  # a line lies elsewhere on this page
    sure, unsure = np.ones_like(text), np.ones_like(text)
    unsure[30:] = 0.01
    everywhere = (NONE, NONE, NONE, NONE)
    forms = [Layout(text, weight) for weight in (sure, unsure)]
    agreed = [agreement(form, seen, everywhere)[0] for form in forms]
    assert agreed[0] < 0.6
    assert agreed[1] > 0.9


VARIANTS = {
    "akta_kematian_old": ("akta_kematian", "old"),
    "akta_kelahiran_new": ("akta_kelahiran", "new"),
    "kk_blue": ("kk", "blue"),
    "kk_white": ("kk", "white"),
    "ktp": ("ktp", "card"),
}


def told(variant: str, side: int, share: float) -> np.ndarray:
    """Return how far each side is moved of a drawn page that lacks a share at one of them."""
    whole = draw(variant, np.random.default_rng(7), World.of(Split.TEST)).pixels
    scale = 1500 / max(whole.shape[:2])
    whole = np.rot90(
        cv2.resize(whole, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), side
    )
    kept = np.ascontiguousarray(np.rot90(whole[round(share * len(whole)) :], -side))
    photo, (height, width) = photo_of(kept), kept.shape[:2]
    frame = np.float32([[0, 0], [width, 0], [width, height], [0, height]]) - 0.5
    found, (type_, form) = page(photo, Sheet(quad=frame, confidence=1.0), 0), VARIANTS[variant]
    usual, shapes = layout(type_, form), Office.load().settings.documents[type_].shapes(form)
    assert usual is not None
    quad = completed(photo, found, read_map(found), usual, shapes).sheet.quad
    x, y = ((quad - frame) / (width, height)).T
    return np.array([-y[:2].mean(), x[1:3].mean(), y[2:].mean(), -x[[0, 3]].mean()])


@pytest.mark.parametrize("share", [0.0, 0.1, 0.2])
def test_how_far_the_frame_cuts_off_each_side_is_told(share):
    off = [
        np.abs(np.roll(told(variant, side, share), -side) - [share / (1 - share), 0, 0, 0])
        for variant in VARIANTS
        for side in range(4)
    ]
    assert np.median(off) < 0.01
    assert np.quantile(off, 0.9) < 0.05


NONE_OF_OURS = NO_ARCHIVES | {
    "other cells": {"kk_white": np.zeros((2, 32, 32))},
    "of an older version": {"kk_white": np.zeros((3, LAID, LAID))},
}


@pytest.mark.parametrize("content", NONE_OF_OURS.values(), ids=NONE_OF_OURS)
def test_what_is_no_file_of_layouts_is_told_with_its_path(tmp_path, content):
    file = written(tmp_path / FILE.name, content)
    with pytest.raises(BadModel, match=str(file)):
        layouts(file)


def test_a_page_without_text_is_empty():
    blank = photo_of(np.full((800, 600, 3), 235, np.uint8))
    frame = np.float32([[0, 0], [600, 0], [600, 800], [0, 800]]) - 0.5
    grid = in_cells(read_map(page(blank, Sheet(quad=frame, confidence=1.0), 0)).text)
    assert grid.shape == (LAID, LAID)
    assert grid.max() < 0.5
