"""How the text of each form lies."""

import numpy as np
import pytest

from precheck.capture import LAID, Sheet
from precheck.errors import BadModel
from precheck.flatten import page
from precheck.layout import FILE, in_cells, layout, layouts
from precheck.office import Office
from precheck.text import read_map
from tests.not_models import NO_ARCHIVES, written
from tests.sheets.drawing import photo_of

KNOWN = [
    (type_, form)
    for type_, document in Office.load().settings.documents.items()
    for form in document.forms
]


def test_every_known_form_has_a_layout():
    assert {(type_, form) for type_, form in KNOWN if layout(type_, form) is not None} == {*KNOWN}


def test_other_papers_have_none():
    assert layout("other", "") is None


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
