"""What p_accept is told of a page: worse pages, worse features."""

import pytest

from precheck.accept import DIRECTIONS, features
from precheck.measures import MEASURES
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
            {"number_hole", "cropping"},
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
            {"must_spot", "cropping"},
            id="a receipt",
        ),
    ],
)
def test_what_is_wrong_shows_in_its_features(more, all_of, none_of):
    found = worse(**more)
    assert all_of <= found
    assert not none_of & found
