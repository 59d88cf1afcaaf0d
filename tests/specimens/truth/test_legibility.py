"""The legibility index of spoiled pages, and the labels by the office's policy."""

import cv2
import numpy as np
import pytest

from specimens.camera.geometry.projection import Geometry, scaling
from specimens.drawing.canvas import Canvas
from specimens.drawing.fonts import TRAINING_FONTS
from specimens.drawing.ink import Print, Tag
from specimens.sheet import DrawnSheet
from specimens.truth.digit_boxes import digit_boxes
from specimens.truth.legibility import Label, Reference, Truth, measure_truth

PX_PER_MM = 10.0
NUMBER = "3514123456789012"


@pytest.fixture(scope="module")
def sheet():
    canvas = Canvas(np.full((600, 1600, 3), 245, np.uint8), PX_PER_MM)
    face = TRAINING_FONTS["sans"][0][0]
    small, large = (Print(face=face, size_pt=size, colour=(20, 20, 20)) for size in (9, 14))
    canvas.text(10, 12, NUMBER, large, Tag("number", must_read=True))
    for row in range(6):
        tag = Tag("name", must_read=row == 0)
        canvas.text(10, 20 + 5 * row, "SITI AMINAH BINTI UMAR", small, tag)
    return DrawnSheet(
        type="kk", variant="kk_white", pixels=canvas.pixels, printed=canvas.printed,
        words=tuple(canvas.words), px_per_mm=PX_PER_MM, number=NUMBER, number_kind="kk",
        number_box=canvas.words[0].box,
    )  # fmt: skip


@pytest.fixture(scope="module")
def reference(sheet):
    return Reference.of(sheet)


def photographed(sheet, scale=0.6):
    """Return the sheet's picture made smaller, and where it lies in it."""
    photo = cv2.resize(sheet.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return photo, Geometry(scaling(scale * PX_PER_MM), sheet.size_mm)


def test_a_clean_page_is_legible_everywhere(sheet, reference):
    truth = measure_truth(reference, *photographed(sheet))
    assert truth.index.min() > 0.9
    assert truth.number_index > 0.9
    assert truth.label() is Label.ACCEPT


@pytest.mark.parametrize("spoil", ["blur", "fade", "noise"])
def test_more_of_a_fault_leaves_less_legible(sheet, reference, spoil):
    photo, geometry = photographed(sheet)
    rng = np.random.default_rng(1)

    def worse(dose):
        if spoil == "blur":
            return cv2.GaussianBlur(photo, (0, 0), 1 + 2 * dose)
        if spoil == "fade":
            return (245 - (245 - photo.astype(float)) * 0.3 ** (dose + 1)).astype(np.uint8)
        grainy = photo + rng.normal(0, 70 * (dose + 1), photo.shape)
        return np.clip(grainy, 0, 255).astype(np.uint8)

    means = [measure_truth(reference, worse(dose), geometry).index.mean() for dose in (0, 1, 2)]
    assert means == sorted(means, reverse=True)
    assert measure_truth(reference, worse(2), geometry).label() is Label.REPHOTO


def test_one_covered_digit_is_enough_to_lose_the_number(sheet, reference):
    photo, geometry = photographed(sheet)
    x, y, width, height = digit_boxes(sheet)[7] * 0.6
    photo[int(y) - 1 : int(y + height) + 2, int(x) - 1 : int(x + width) + 2] = 245
    truth = measure_truth(reference, photo, geometry)
    assert truth.number_index < 0.68
    assert truth.label() is Label.REPHOTO
    assert truth.index[truth.is_number] > 0.5  # as one word it still looks like its print
    assert truth.must_read_lost_share == pytest.approx(1 / 5)
    assert truth.lost_share == pytest.approx(1 / 25)


def test_every_digit_has_its_box(sheet):
    assert len(digit_boxes(sheet)) == len(NUMBER)


def test_words_outside_the_frame_are_marked(sheet, reference):
    photo, geometry = photographed(sheet)
    truth = measure_truth(reference, np.ascontiguousarray(photo[:, :200]), geometry)
    inside = truth.quads[:, :, 0].max(1) < 200
    assert (truth.out_of_frame == ~inside).all()
    assert truth.out_of_frame.any()


def test_the_index_falls_with_a_wrong_geometry(sheet, reference):
    photo, geometry = photographed(sheet)
    off = Geometry(scaling(0.6 * PX_PER_MM), (sheet.size_mm[0], sheet.size_mm[1]))
    moved = np.roll(photo, 4, axis=1)
    assert (
        measure_truth(reference, moved, off).index.mean()
        < measure_truth(reference, photo, geometry).index.mean()
    )


def made(index, must_read=(), out=(), number=0.95):
    index = np.asarray(index, np.float32)
    flags = np.zeros(len(index), bool)
    needed, beyond = flags.copy(), flags.copy()
    needed[list(must_read)] = True
    beyond[list(out)] = True
    return Truth(
        quads=np.zeros((len(index), 4, 2), np.float32), index=index, out_of_frame=beyond,
        must_read=needed, is_number=flags, number_index=number,
    )  # fmt: skip


GOOD = [0.9] * 100


@pytest.mark.parametrize(
    ("truth", "label"),
    [
        pytest.param(made(GOOD), "accept", id="all readable"),
        pytest.param(made(GOOD, number=None), "accept", id="no number on this paper"),
        pytest.param(made(GOOD, number=0.8), "accept", id="number on the edge"),
        pytest.param(made(GOOD, number=0.79), "borderline", id="number just under it"),
        pytest.param(made(GOOD, number=0.67), "re-photo", id="number lost"),
        pytest.param(made([0.72, *GOOD], [0]), "accept", id="must-read on the edge"),
        pytest.param(made([0.71, *GOOD], [0]), "borderline", id="must-read under it"),
        pytest.param(made([0.49, *GOOD], [0]), "re-photo", id="must-read lost"),
        pytest.param(made(GOOD, [0], out=[0]), "re-photo", id="must-read out of frame"),
        pytest.param(made(GOOD, out=[0]), "borderline", id="another word out of frame"),
        pytest.param(made(GOOD, out=range(5)), "re-photo", id="5 % out of frame"),
        pytest.param(made([*GOOD[4:], *[0.6] * 4]), "accept", id="4 % not plainly readable"),
        pytest.param(made([*GOOD[5:], *[0.6] * 5]), "borderline", id="5 % not plainly readable"),
        pytest.param(made([*GOOD[12:], *[0.4] * 12]), "borderline", id="12 % lost"),
        pytest.param(made([*GOOD[13:], *[0.4] * 13]), "re-photo", id="13 % lost"),
    ],
)
def test_policy(truth, label):
    assert truth.label() == label


def test_a_page_without_words_has_no_legibility():
    empty = DrawnSheet(
        type="kk", variant="blank", pixels=np.full((200, 300, 3), 240, np.uint8),
        printed=np.full((200, 300), 255, np.uint8), words=(), px_per_mm=1.0, number=None,
        number_kind=None, number_box=None,
    )  # fmt: skip
    truth = measure_truth(Reference.of(empty), empty.pixels, Geometry(scaling(1.0), empty.size_mm))
    assert truth.index.size == 0
    assert truth.lost_share == 0.0
    assert truth.number_index is None
