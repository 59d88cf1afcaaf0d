"""Sample pages tell where the words that must be read stand on a form."""

import cv2
import numpy as np
import pytest

from precheck.errors import BadModel
from precheck.office import Office
from precheck.samples import FILE, WORD, every, samples
from specimens.documents import draw
from specimens.world import Split, World
from tests.not_models import NO_ARCHIVES, written
from training.samples import placed

KNOWN = [
    (type_, form)
    for type_, document in Office.load().settings.documents.items()
    for form in document.forms
]


def test_every_known_form_has_pages_with_words_and_its_number():
    for type_, form in KNOWN:
        found = samples(type_, form)
        assert found is not None
        for page in range(found.page.max() + 1):
            of_it = found.page == page
            assert found.number[of_it].any() == (type_ != "other")
            assert (~found.number[of_it]).any()
        assert (found.boxes[:, 2:] > found.boxes[:, :2]).all()
        assert found.boxes.min() >= 0
        assert found.boxes.max() <= 1


def test_other_papers_have_none():
    assert samples("other", "") is None


@pytest.mark.parametrize(
    ("variant", "signs", "words"),
    [("kk_white", 16, 1), ("ktp", 16, 1), ("akta_kelahiran_new", None, None)],
)
def test_words_stand_where_they_are_printed(variant, signs, words):
    sheet = draw(variant, np.random.default_rng(4), World.of(Split.TEST))
    told = placed(sheet, 3)
    needed = [word for word in sheet.words if word.must_read and word.counts]
    number = [word for word in needed if word.field == "number"]
    assert (told["page"] == 3).all()
    assert (~told["number"]).sum() == len(needed) - len(number)
    assert set(told["words"][told["number"]].tolist()) == {words or len(number)}
    if signs is not None:
        assert told["number"].sum() == signs / 2
    shows = cv2.threshold(sheet.printed, 128, 1, cv2.THRESH_BINARY_INV)[1]
    height, width = shows.shape
    scale = np.array([width, height, width, height])
    for left, top, right, bottom in np.rint(told["box"] * scale).astype(int).tolist():
        assert shows[top:bottom, left:right].mean() > 0.1


NONE_OF_OURS = NO_ARCHIVES | {
    "other columns": {"kk_white": np.zeros((3, 4))},
    "a form without words": {"kk_white": np.zeros(0, WORD)},
}


@pytest.mark.parametrize("content", NONE_OF_OURS.values(), ids=NONE_OF_OURS)
def test_what_is_no_file_of_samples_is_told_with_its_path(tmp_path, content):
    file = written(tmp_path / FILE.name, content)
    with pytest.raises(BadModel, match=str(file)):
        every(file)
