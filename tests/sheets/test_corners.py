"""When the corner net is asked again, of a picture upside down and blurred; what comes of it."""

import numpy as np
import pytest

from precheck import corners
from precheck.gather import gather
from tests.sheets.ballots import LEFT, RIGHT, ballot
from tests.sheets.drawing import photo_of

PLAINLY, HARDLY = -4.5, -3.0  # logarithms of how far off corners may be
OFF = 0.02  # of the frame


class Told:
    """A net that tells a picture's corners as they were given: right way up, over, blurred."""

    def __init__(self, *answers):
        self.answers = answers
        self.shown = []

    def __call__(self, picture):
        votes, paper = self.answers[len(self.shown)]
        self.shown.append(picture)
        odds = np.log(paper + 1e-3) - np.log(1 - paper + 1e-3)
        return np.stack([odds, odds]), votes


def moved(quad, off):
    return (np.float32(quad) + np.float32([off, 0])).tolist()


def over(quad):
    """The quad of a picture turned by half, from what is its top left then."""
    return np.roll(1 - np.float32(quad), 2, axis=0).tolist()


@pytest.fixture
def picture():
    return np.random.default_rng(1).integers(0, 255, (600, 800, 3)).astype(np.uint8)


def looked(picture, net, monkeypatch):
    monkeypatch.setattr(corners, "_NET", net)
    return corners.look(photo_of(picture)).guesses


def test_a_sheet_seen_plainly_is_looked_at_once(picture, monkeypatch):
    net = Told(ballot(LEFT, sure=PLAINLY))
    assert len(looked(picture, net, monkeypatch)) == 1
    assert len(net.shown) == 1


@pytest.mark.parametrize(
    ("surer", "off"),
    [
        pytest.param([0, 0, 0, 0], [0, 0, 0, 0], id="both count alike"),
        pytest.param([-0.5] * 4, [0.46] * 4, id="the first look counts more, it is surer"),
        pytest.param([0.5] * 4, [-0.46] * 4, id="the second look counts more"),
        pytest.param([-0.5, -0.5, 0.5, 0], [0.46, 0.46, -0.46, 0], id="corner by corner"),
    ],
)
def test_both_looks_are_pooled_where_the_first_is_unsure(picture, monkeypatch, surer, off):
    """surer: the second look, corner by corner. off: towards where the first has the corners."""
    right = ballot(moved(LEFT, OFF), sure=HARDLY)
    second = HARDLY - np.roll(surer, 2)[:, None, None]
    expected = np.float32(LEFT) + np.outer(off, [OFF, 0])
    third = ballot(expected, sure=HARDLY - np.mean(surer) / 2)  # says what both of them say
    net = Told(right, ballot(over(moved(LEFT, -OFF)), sure=second), third)
    (guess,) = looked(picture, net, monkeypatch)
    assert guess.quad == pytest.approx(expected, abs=0.002)
    (between,) = gather(*ballot(LEFT, sure=HARDLY - np.mean(surer) / 2))
    assert guess.confidence == pytest.approx(between.confidence, abs=0.02)
    assert np.array_equal(net.shown[1], net.shown[0][::-1, ::-1])


def test_where_both_looks_leave_it_unsure_a_blurred_one_counts_as_much(picture, monkeypatch):
    votes, paper = ballot(LEFT, sure=HARDLY)
    elsewhere = votes.copy()
    elsewhere[:8:2] += 1.5 * OFF
    net = Told((votes, paper), ballot(over(LEFT), sure=HARDLY), (elsewhere, paper))
    (guess,) = looked(picture, net, monkeypatch)
    assert guess.quad == pytest.approx(np.float32(moved(LEFT, OFF / 2)), abs=0.002)
    plain, _, blurred = net.shown
    assert blurred.std() < plain.std() / 2
    assert np.corrcoef(blurred.ravel(), plain.ravel())[0, 1] > 0.3
    assert blurred.mean() == pytest.approx(plain.mean(), abs=1)


def test_a_sheet_that_two_looks_see_plainly_is_not_blurred(picture, monkeypatch):
    net = Told(ballot(LEFT, sure=HARDLY), ballot(over(LEFT), sure=2 * PLAINLY - HARDLY))
    assert len(looked(picture, net, monkeypatch)) == 1
    assert len(net.shown) == 2


def test_two_sheets_are_not_blurred_into_one(picture, monkeypatch):
    both = ballot(LEFT, RIGHT, sure=HARDLY)
    net = Told(both, ballot(over(RIGHT), over(LEFT), sure=HARDLY))
    assert len(looked(picture, net, monkeypatch)) == 2
    assert len(net.shown) == 2


def test_a_picture_without_a_sheet_is_looked_at_every_way(picture, monkeypatch):
    net = Told(ballot(), ballot(), ballot())
    assert looked(picture, net, monkeypatch) == ()
    assert len(net.shown) == 3
