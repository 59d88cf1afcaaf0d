"""What counts as a flip and as another type or number, and the figures of all changes."""

import pytest

from precheck.suite.figures.figure import Rate
from precheck.suite.steady.steadiness import Change, edit_rows, largest_flips, steady_figures
from tests.suite.made import answer

ERROR = {"error": {"code": "too_large", "detail": "…"}}
UNREAD = answer(p=0.8, number=("unread", None))
OTHER = answer(p=0.8, type="other")


def change(before, after, file="a.jpg", edit="margin"):
    return Change(file=file, edit=edit, before=before, after=after)


@pytest.mark.parametrize(
    ("before", "after", "flip"),
    [
        (answer(p=0.8), answer(p=0.6), False),
        (answer(p=0.55), answer(False, p=0.45 + 1e-9), False),
        (answer(p=0.56), answer(False, p=0.45), True),
        (answer(False, p=0.1), answer(p=0.9), True),
        (answer(p=0.8), ERROR, True),
        (answer(False, p=0.05), ERROR, False),
    ],
)
def test_flip(before, after, flip):
    assert change(before, after).flip is flip


@pytest.mark.parametrize(
    ("before", "after", "type_changed", "number_changed"),
    [
        (answer(), answer(p=0.3), False, False),
        (answer(), OTHER, True, False),
        (answer(), UNREAD, False, True),
        (UNREAD, answer(number=("doubtful", None)), False, True),
        (answer(), answer(number=("read", "3514010101209002")), False, True),
        (answer() | {"number": None}, answer() | {"number": None}, False, False),
        (answer(), ERROR, True, True),
    ],
)
def test_type_and_number(before, after, type_changed, number_changed):
    found = change(before, after)
    assert (found.type_changed, found.number_changed) == (type_changed, number_changed)


CHANGES = (
    change(answer(p=0.9), answer(p=0.8)),
    change(answer(p=0.9), answer(False, p=0.3), edit="jpeg"),
    change(answer(p=0.8), answer(False, p=0.0), file="b.jpg"),
    change(answer(p=0.8), OTHER, file="b.jpg", edit="jpeg"),
    change(answer(p=0.8), UNREAD, file="c.jpg"),
    change(answer(p=0.8), answer(p=0.8), file="c.jpg", edit="jpeg"),
)


def test_figures():
    found = steady_figures(CHANGES)
    assert {name: figure.rate for name, figure in found.items() if figure.rate} == {
        "flip": Rate(2, 6),
        "flip_worst_edit": Rate(1, 3),
        "flip_photo": Rate(2, 3),
        "type_changed": Rate(1, 6),
        "number_changed": Rate(1, 6),
    }
    assert found["delta_p"].value == pytest.approx((0.1 + 0.6 + 0.8) / 6)
    assert all(figure.lower_is_better for figure in found.values())


def test_no_photo_has_no_figure():
    assert {figure.value for figure in steady_figures(()).values()} == {None}


def test_a_row_an_edit():
    rows = {row.edit: row for row in edit_rows(CHANGES)}
    assert list(rows) == ["jpeg", "margin"]
    assert (rows["jpeg"].flips, rows["jpeg"].types) == (Rate(1, 3), Rate(1, 3))
    assert (rows["margin"].flips, rows["margin"].numbers) == (Rate(1, 3), Rate(1, 3))
    assert rows["margin"].mean_delta == pytest.approx(0.3)
    assert rows["margin"].p95_delta == pytest.approx(0.73)


def test_the_largest_flip_is_first():
    assert [flip.file for flip in largest_flips(CHANGES)] == ["b.jpg", "a.jpg"]
