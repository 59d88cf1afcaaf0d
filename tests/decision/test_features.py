"""Worse pages have worse features."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.decision.features import DIRECTIONS, features
from precheck.loss.loss import Loss
from precheck.number.result import Number, NumberState
from tests.measures import measured_page as drawn

IN_NAMES, BELOW, IN_MARGIN = (200, 184, 360, 208), (200, 424, 360, 448), (0, 0, 64, 40)
NUMBER = (200, 48, 360, 88)


def features_of(capture, number=None):
    return dict(zip(DIRECTIONS, features(Loss.of(capture), number), strict=True))


def features_with(**more):
    return features_of(drawn.capture(drawn.page(), **more))


def worse(**more):
    """Return the features that are worse than a clean page's."""
    clean, spoiled = features_with(), features_with(**more)
    assert not [name for name, way in DIRECTIONS.items() if way * (spoiled[name] - clean[name]) > 0]
    return {name for name in DIRECTIONS if DIRECTIONS[name] * (clean[name] - spoiled[name]) > 0.05}


def group(name):
    return {feature for feature in DIRECTIONS if feature.startswith(name)}


MUST, ALL = group("must_"), group("all_")


@pytest.mark.parametrize(
    ("more", "all_of", "none_of"),
    [
        pytest.param(
            {"lost": IN_NAMES, "by": "occlusion"},
            {"must_worst_word", "must_illegible_spot", "must_covered_spot", "must_least_legibility"}
            | {"all_worst_word", "all_illegible_spot", "all_covered_spot", "all_least_legibility"},
            {"margin", "capitals"},
            id="a thing on a name",
        ),
        pytest.param(
            {"lost": NUMBER, "by": "occlusion"},
            {
                "must_worst_word",
                "must_illegible_spot",
                "must_covered_spot",
                "all_worst_word",
                "all_illegible_spot",
                "all_covered_spot",
            },
            {"margin", "number_state"},
            id="a thing on the number",
        ),
        pytest.param(
            {"lost": BELOW, "by": "occlusion"},
            {"all_worst_word", "all_illegible_spot", "all_covered_spot", "all_least_legibility"},
            MUST,
            id="a thing on text that need not be read",
        ),
        pytest.param(
            {"lost": IN_MARGIN, "by": "occlusion"}, set(), set(DIRECTIONS), id="on the margin"
        ),
        pytest.param(
            {"lost": IN_NAMES},
            {
                "must_worst_word",
                "must_illegible_spot",
                "must_least_legibility",
                "all_worst_word",
                "all_illegible_spot",
            },
            {"must_covered_spot", "all_covered_spot"},
            id="a blurred name",
        ),
        pytest.param(
            {"lost": BELOW},
            {"all_worst_word", "all_illegible_spot"},
            MUST | {"all_covered_spot"},
            id="blurred text that need not be read",
        ),
        pytest.param({"lost": IN_MARGIN}, set(), set(DIRECTIONS), id="a blurred margin"),
        pytest.param(
            {"lost": drawn.EVERYWHERE},
            (MUST | ALL) - {"must_covered_spot", "all_covered_spot"},
            {"must_covered_spot", "all_covered_spot"},
            id="blurred all over",
        ),
        pytest.param(
            {"quad": ((0, 200), (800, 200), (800, 400), (0, 400))}, set(), MUST, id="a receipt"
        ),
        pytest.param(
            {"quad": drawn.shifted(0.3)},
            {"outside"},
            {"number_state"},
            id="cut by the frame",
        ),
        pytest.param(
            {"found": drawn.regions(height=7)}, {"capitals"}, MUST | ALL, id="small print"
        ),
        pytest.param({"found": ()}, {"all_least_legibility", "capitals"}, set(), id="no print"),
    ],
)
def test_what_is_wrong_shows_in_its_features(more, all_of, none_of):
    found = worse(**more)
    assert all_of <= found
    assert not none_of & found


@pytest.mark.parametrize("name", ["must_lost", "must_unclear", "all_lost", "all_unclear"])
@pytest.mark.parametrize("by", ["blur", "occlusion", "glare"])
def test_more_lost_print_more_of_what_counts_it(name, by):
    """Of a line some must show."""
    boxes = [(90, 160, x, 210) for x in (96, 200, 400, 600)]
    values = [features_with(lost=box, by=by)[name] for box in boxes]
    assert values == sorted(values)
    assert values[0] < values[-1]
    assert values[-1] < 0.2


@pytest.mark.parametrize(
    ("index", "lost", "unclear"),
    [
        pytest.param(0.8, 0.0, 0.0, id="plain"),
        pytest.param(0.71, 0.045, 1.0, id="hardly less: all is unclear, little lost"),
        pytest.param(0.61, 0.5, 1.0, id="half readable"),
        pytest.param(0.4, 1.0, 1.0, id="not readable"),
    ],
)
def test_print_is_lost_by_degrees_unclear_at_once_and_as_low_as_its_index(index, lost, unclear):
    page = drawn.capture(drawn.page())
    text = replace(page.text, legibility=np.full_like(page.text.legibility, index))
    found = features_of(replace(page, text=text))
    assert found["must_lost"] == pytest.approx(lost, abs=0.01)
    assert found["must_unclear"] == pytest.approx(unclear, abs=0.01)
    assert found["must_least_legibility"] == pytest.approx(index, abs=0.01)


@pytest.mark.parametrize(
    "zones",
    [
        pytest.param((), id="without zones"),
        pytest.param((replace(drawn.NAMES, box=(0, 0.95, 1, 1)),), id="with zones without print"),
    ],
)
def test_where_no_zone_holds_print_nothing_that_must_be_read_is_lost(zones):
    found = features_with(lost=BELOW, zones=zones)
    assert {
        found[f"must_{name}"]
        for name in ("lost", "unclear", "worst_word", "illegible_spot", "covered_spot")
    } == {0}
    assert found["must_least_legibility"] == 1
    assert found["all_lost"] > 0


@pytest.mark.parametrize("likely", [0.0, 0.4, 0.9])
def test_a_cover_counts_as_far_as_it_is_one(likely):
    page = drawn.capture(drawn.page(), lost=IN_NAMES, by="occlusion")
    text = replace(page.text, covered=page.text.covered * np.float32(likely))
    found = features_of(replace(page, text=text))
    assert found["must_covered_spot"] == pytest.approx(likely, abs=0.05)
    assert found["must_illegible_spot"] == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize(
    ("number", "state", "confidence"),
    [
        (Number(kind="kk", state=NumberState.READ, confidence=0.9), 1.0, 0.9),
        (Number(kind="kk", state=NumberState.DOUBTFUL, confidence=0.3), 0.5, 0.3),
        (Number(kind="kk", state=NumberState.UNREAD), 0.0, 0.0),
        pytest.param(None, 1.0, 1.0, id="a document without a number"),
    ],
)
def test_whether_the_number_was_read(number, state, confidence):
    found = features_of(drawn.capture(drawn.page()), number)
    assert (found["number_state"], found["number_confidence"]) == (state, confidence)


def test_small_print_is_that_of_the_smallest_tenth_and_only_print_that_shows():
    found = list(drawn.regions(height=20))
    assert features_with(found=tuple(found))["capitals"] == 20
    found[:3] = [replace(run, height=8) for run in found[:3]]
    assert features_with(found=tuple(found))["capitals"] == pytest.approx(8)
    found[:3] = [replace(run, contrast=0) for run in found[:3]]
    assert features_with(found=tuple(found))["capitals"] == 20
