import numpy as np
import pytest

from precheck.sheet.corner_votes import MIN_SHEET_CONFIDENCE, group_votes
from tests.sheet.net_votes import CELLS, LEFT, RIGHT, votes_for


def test_nothing_where_no_paper_shows():
    assert group_votes(*votes_for()) == ()


def test_one_sheet_with_its_corners():
    (candidate,) = group_votes(*votes_for(LEFT))
    assert candidate.quad == pytest.approx(np.float32(LEFT), abs=1e-5)
    assert candidate.confidence > 0.9


def test_two_sheets_side_by_side_are_two():
    quads = sorted(
        candidate.quad[:, 0].mean() for candidate in group_votes(*votes_for(LEFT, RIGHT))
    )
    assert quads == pytest.approx([0.25, 0.75], abs=1e-5)


def test_a_card_on_a_page_comes_after_the_page():
    page = [[0.02, 0.02], [0.98, 0.02], [0.98, 0.98], [0.02, 0.98]]
    card = [[0.3, 0.4], [0.7, 0.4], [0.7, 0.65], [0.3, 0.65]]
    first, second = group_votes(*votes_for(page, card))
    assert first.quad == pytest.approx(np.float32(page), abs=1e-5)
    assert second.quad == pytest.approx(np.float32(card), abs=1e-5)


def test_a_page_needs_no_support_from_what_lies_on_it():
    page = [[0.02, 0.02], [0.98, 0.02], [0.98, 0.98], [0.02, 0.98]]
    cards = [[[x, 0.06], [x + 0.38, 0.06], [x + 0.38, 0.88], [x, 0.88]] for x in (0.06, 0.53)]
    votes, paper = votes_for(page, *cards)
    votes[8:, votes[0] + np.arange(CELLS) / CELLS > 0.03] -= 1  # the cards have smaller spreads
    quads = [candidate.quad for candidate in group_votes(votes, paper)]
    assert len(quads) == 3
    assert min(np.abs(quad - np.float32(page)).max() for quad in quads) < 1e-5


@pytest.mark.parametrize("turn", range(4))
def test_cells_may_begin_at_different_corners(turn):
    votes, paper = votes_for(LEFT)
    half = np.arange(CELLS) % 2 == 0
    votes[:8, half] = np.roll(votes[:8, half], 2 * turn, axis=0)
    (candidate,) = group_votes(votes, paper)
    assert candidate.quad.mean(0) == pytest.approx([0.25, 0.5], abs=1e-5)
    assert np.ptp(candidate.quad, axis=0) == pytest.approx([0.4, 0.6], abs=1e-5)


def test_counter_clockwise_corners_are_reversed():
    (candidate,) = group_votes(*votes_for(LEFT[::-1]))
    runs = np.roll(candidate.quad, -1, axis=0) - candidate.quad
    assert runs[0][0] * runs[1][1] > runs[0][1] * runs[1][0]


def test_cells_of_small_spread_outvote_others():
    votes, paper = votes_for(LEFT)
    votes[0, ::2] += 0.04
    votes[8:, ::2] = -1
    (candidate,) = group_votes(votes, paper)
    assert candidate.quad[0, 0] == pytest.approx(0.05, abs=1e-3)


def test_a_large_spread_lowers_the_confidence():
    (exact,) = group_votes(*votes_for(LEFT))
    (vague,) = group_votes(*votes_for(LEFT, log_spread=-2.5))
    assert vague.confidence < exact.confidence / 2


def test_scattered_votes_are_no_sheet():
    votes, paper = votes_for(LEFT)
    votes[:8] += np.random.default_rng(1).normal(0, 0.4, votes[:8].shape).astype(np.float32)
    assert group_votes(votes, paper) == ()


def test_a_quad_of_large_spread_is_a_candidate_but_no_sheet():
    (candidate,) = group_votes(*votes_for(LEFT, log_spread=-1.5))
    assert candidate.confidence < MIN_SHEET_CONFIDENCE
    assert group_votes(*votes_for(LEFT, log_spread=0.5)) == ()


def test_beside_a_sheet_cells_of_large_spread_are_ignored():
    votes, paper = votes_for(LEFT, RIGHT)
    vague = votes.copy()
    vague[8:, :, CELLS // 2 :] = -1.5
    assert len(group_votes(votes, paper)) == 2
    (alone,) = group_votes(vague, paper)
    assert alone.confidence >= MIN_SHEET_CONFIDENCE
