"""What p_accept is told of a page: worse pages, worse features."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from precheck.capture import LAID, Layout
from precheck.features import DIRECTIONS, features
from precheck.measures import MEASURES
from precheck.number import Number, NumberState
from tests.measures import measured_page as drawn

IN_NAMES, BELOW, IN_MARGIN = (200, 184, 360, 208), (200, 424, 360, 448), (0, 0, 64, 40)


def told(**more):
    capture = drawn.capture(drawn.page(), **more)
    measurements = {name: measure(capture) for name, measure in MEASURES.items()}
    return dict(zip(DIRECTIONS, features(capture, measurements, None), strict=True))


def worse(**more):
    """Return the features that are worse than a clean page's."""
    clean, spoiled = told(), told(**more)
    assert not [name for name, way in DIRECTIONS.items() if way * (spoiled[name] - clean[name]) > 0]
    return {name for name in DIRECTIONS if DIRECTIONS[name] * (clean[name] - spoiled[name]) > 0.05}


@pytest.mark.parametrize(
    ("more", "all_of", "none_of"),
    [
        pytest.param(
            {"lost": IN_NAMES, "by": "occlusion"},
            {"must_under", "all_under", "must_spot", "must_hole"},
            {"number_hole", "cut"},
            id="a thing on a name",
        ),
        pytest.param(
            {"lost": BELOW, "by": "occlusion"},
            {"all_under", "all_hole"},
            {"must_under", "must_spot", "number_hole"},
            id="a thing on text that need not be read",
        ),
        pytest.param(
            {"lost": IN_MARGIN, "by": "occlusion"},
            {"all_hole"},
            {"must_under", "all_under", "must_spot"},
            id="a thing on the margin",
        ),
        pytest.param(
            {"lost": IN_NAMES},
            {"must_spot", "must_clump"},
            {"must_under", "all_under", "number_lost"},
            id="a blurred name",
        ),
        pytest.param(
            {"quad": ((0, 200), (800, 200), (800, 400), (0, 400))},
            set(),
            {"must_spot", "cut"},
            id="a receipt",
        ),
    ],
)
def test_what_is_wrong_shows_in_its_features(more, all_of, none_of):
    found = worse(**more)
    assert all_of <= found
    assert not none_of & found


def on_a_form(lost=None, by="blur"):
    """Return the page as one of a form whose text usually lies where this page's does."""
    clean = drawn.capture(drawn.page())
    usual = cv2.resize(clean.text.text, (LAID, LAID), interpolation=cv2.INTER_AREA)
    form = Layout(usual, np.ones_like(usual))
    return replace(drawn.capture(drawn.page(), lost=lost, by=by), layout=form)


USUAL = {
    f"{group}_usual_{what}" for group in ("number", "must", "all") for what in ("lost", "hole")
}


@pytest.mark.parametrize(
    ("lost", "worse", "alike"),
    [
        pytest.param(None, set(), USUAL, id="nothing"),
        pytest.param(
            IN_NAMES,
            {"must_usual_hole"},
            {"number_usual_hole", "number_usual_lost"},
            id="on a name",
        ),
        pytest.param(
            BELOW,
            {"all_usual_hole"},
            {"must_usual_hole", "must_usual_lost", "number_usual_hole"},
            id="on text that need not be read",
        ),
        pytest.param(IN_MARGIN, set(), USUAL, id="on the margin"),
        pytest.param(drawn.EVERYWHERE, USUAL, set(), id="everywhere"),
    ],
)
@pytest.mark.parametrize("by", ["blur", "occlusion"])
def test_text_that_is_usual_is_missed_whether_or_not_it_shows(lost, worse, alike, by):
    clean, found = (told_of(capture) for capture in (on_a_form(), on_a_form(lost, by)))
    assert {name for name in USUAL if found[name] > clean[name] + 0.3} >= worse
    assert {name: found[name] for name in alike} == {name: clean[name] for name in alike}


NEEDED = {"words_lost", "words_dim", "words_spot"}


def with_samples(lost=None, by="blur", **more):
    """Return the page as one of a form whose sample pages have a word where each line is."""
    size = drawn.WIDTH, drawn.HEIGHT
    boxes = [np.array([x, y, x + w, y + h]) for x, y, w, h in (r.box for r in drawn.regions())]
    lines = drawn.samples([np.divide(box, np.tile(size, 2)) for box in boxes])
    return replace(drawn.capture(drawn.page(), lost=lost, by=by, **more), samples=lines)


@pytest.mark.parametrize(
    ("lost", "worse"),
    [
        pytest.param(None, set(), id="nothing"),
        pytest.param(IN_NAMES, NEEDED, id="on a name"),
        pytest.param(BELOW, set(), id="on text that need not be read"),
        pytest.param(IN_MARGIN, set(), id="on the margin"),
    ],
)
@pytest.mark.parametrize("by", ["blur", "occlusion"])
def test_words_of_the_form_are_missed_where_they_must_be_read(lost, worse, by):
    clean, found = (told_of(capture) for capture in (with_samples(), with_samples(lost, by)))
    assert {name for name in NEEDED if found[name] > clean[name] + 0.02} == worse
    assert {found[name] - clean[name] for name in NEEDED - worse} <= {0}
    assert {told_of(drawn.capture(drawn.page(), lost=lost, by=by))[name] for name in NEEDED} == {0}


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"lost": IN_NAMES, "by": "occlusion"}, id="under a thing"),
        pytest.param({"quad": drawn.shifted(0.5)}, id="out of the frame"),
    ],
)
def test_words_of_the_form_that_do_not_show_are_missed_whatever_the_net_guesses(more):
    capture = with_samples(**more)
    legible = replace(capture.text, legibility=np.ones_like(capture.text.legibility))
    clean, found = told_of(with_samples()), told_of(replace(capture, text=legible))
    assert {name for name in NEEDED if found[name] > clean[name] + 0.02} == NEEDED


def test_of_an_unknown_form_no_text_is_usual():
    found = told(lost=drawn.EVERYWHERE)
    assert {name: found[name] for name in USUAL} == dict.fromkeys(USUAL, 0.0)


def covered_name(level, *, text=0.0, box=IN_NAMES):
    """Return a page on which something of a grey level lies, over text that is so likely."""
    x0, y0, x1, y1 = box
    picture = drawn.page()
    picture[y0:y1, x0:x1] = level
    capture = drawn.capture(picture, lost=box, by="occlusion")
    likely = np.where(capture.text.covered > 0, text, capture.text.text).astype(np.float32)
    return replace(capture, text=replace(capture.text, text=likely))


def told_of(capture, number=None):
    measurements = {name: measure(capture) for name, measure in MEASURES.items()}
    return dict(zip(DIRECTIONS, features(capture, measurements, number), strict=True))


@pytest.mark.parametrize(
    ("level", "thing"),
    [
        pytest.param(drawn.PAPER, 0.0, id="nothing that differs"),
        pytest.param(drawn.PAPER - 20, 0.15, id="a watermark"),
        pytest.param(90, 1.0, id="a dark thing"),
        pytest.param(255, 0.22, id="a reflection"),
    ],
)
def test_a_thing_differs_from_the_paper_round_it(level, thing):
    assert told_of(covered_name(level))["must_thing"] == pytest.approx(thing, abs=0.03)


@pytest.mark.parametrize("likely", [0.0, 0.4, 0.9])
def test_what_lies_over_print_tells_by_how_likely_it_is(likely):
    assert told_of(covered_name(90, text=likely))["must_print"] == pytest.approx(likely, abs=0.01)


@pytest.mark.parametrize(
    ("state", "thing"),
    [(NumberState.READ, 0.0), (NumberState.DOUBTFUL, 1.0), (NumberState.UNREAD, 1.0)],
)
def test_over_a_number_that_was_read_lies_nothing(state, thing):
    capture = covered_name(90, box=(200, 48, 360, 88))
    number = Number(kind="kk", state=state, value=None, confidence=0.9)
    assert told_of(capture, number)["must_thing"] == pytest.approx(thing, abs=0.06)


@pytest.mark.parametrize(
    ("state", "typed", "missed"),
    [
        (NumberState.READ, False, 0.0),
        (NumberState.DOUBTFUL, False, 0.5),
        (NumberState.UNREAD, False, 1.0),
        pytest.param(NumberState.UNREAD, True, 0.0, id="a typewriter's is read less surely"),
        pytest.param(None, False, 0.0, id="a document without a number"),
    ],
)
def test_a_printed_number_is_missed_where_it_is_not_read(state, typed, missed):
    capture = drawn.capture(drawn.page())
    capture = replace(capture, zones=tuple(replace(zone, typed=typed) for zone in capture.zones))
    number = state and Number(kind="kk", state=state)
    assert told_of(capture, number)["number_missed"] == missed
