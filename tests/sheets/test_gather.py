import numpy as np
import pytest

from precheck.gather import SURE, gather
from tests.sheets.ballots import CELLS, LEFT, RIGHT, ballot


def test_nothing_where_no_paper_shows():
    assert gather(*ballot()) == ()


def test_one_sheet_with_its_corners():
    (guess,) = gather(*ballot(LEFT))
    assert guess.quad == pytest.approx(np.float32(LEFT), abs=1e-5)
    assert guess.confidence > 0.9


def test_two_sheets_side_by_side_are_two():
    quads = sorted(guess.quad[:, 0].mean() for guess in gather(*ballot(LEFT, RIGHT)))
    assert quads == pytest.approx([0.25, 0.75], abs=1e-5)


def test_a_card_on_a_page_is_told_after_the_page():
    page = [[0.02, 0.02], [0.98, 0.02], [0.98, 0.98], [0.02, 0.98]]
    card = [[0.3, 0.4], [0.7, 0.4], [0.7, 0.65], [0.3, 0.65]]
    first, second = gather(*ballot(page, card))
    assert first.quad == pytest.approx(np.float32(page), abs=1e-5)
    assert second.quad == pytest.approx(np.float32(card), abs=1e-5)


def test_a_page_needs_no_support_from_what_lies_on_it():
    page = [[0.02, 0.02], [0.98, 0.02], [0.98, 0.98], [0.02, 0.98]]
    cards = [[[x, 0.06], [x + 0.38, 0.06], [x + 0.38, 0.88], [x, 0.88]] for x in (0.06, 0.53)]
    votes, paper = ballot(page, *cards)
    votes[8:, votes[0] + np.arange(CELLS) / CELLS > 0.03] -= 1  # the cards are surer
    quads = [guess.quad for guess in gather(votes, paper)]
    assert len(quads) == 3
    assert min(np.abs(quad - np.float32(page)).max() for quad in quads) < 1e-5


@pytest.mark.parametrize("turn", range(4))
def test_cells_need_not_begin_at_the_same_corner(turn):
    votes, paper = ballot(LEFT)
    half = np.arange(CELLS) % 2 == 0
    votes[:8, half] = np.roll(votes[:8, half], 2 * turn, axis=0)
    (guess,) = gather(votes, paper)
    assert guess.quad.mean(0) == pytest.approx([0.25, 0.5], abs=1e-5)
    assert np.ptp(guess.quad, axis=0) == pytest.approx([0.4, 0.6], abs=1e-5)


def test_corners_named_backwards_come_out_clockwise():
    (guess,) = gather(*ballot(LEFT[::-1]))
    runs = np.roll(guess.quad, -1, axis=0) - guess.quad
    assert runs[0][0] * runs[1][1] > runs[0][1] * runs[1][0]


def test_sure_cells_outvote_unsure_ones():
    votes, paper = ballot(LEFT)
    votes[0, ::2] += 0.04
    votes[8:, ::2] = -1
    (guess,) = gather(votes, paper)
    assert guess.quad[0, 0] == pytest.approx(0.05, abs=1e-3)


def test_unsure_corners_cost_confidence():
    (sure,), (unsure,) = gather(*ballot(LEFT)), gather(*ballot(LEFT, sure=-2.5))
    assert unsure.confidence < sure.confidence / 2


def test_scattered_votes_are_no_sheet():
    votes, paper = ballot(LEFT)
    votes[:8] += np.random.default_rng(1).normal(0, 0.4, votes[:8].shape).astype(np.float32)
    assert gather(votes, paper) == ()


def test_what_no_cell_is_sure_of_is_but_a_guess():
    (guess,) = gather(*ballot(LEFT, sure=-1.5))
    assert guess.confidence < SURE
    assert gather(*ballot(LEFT, sure=0.5)) == ()


def test_beside_a_sure_sheet_unsure_cells_tell_nothing():
    votes, paper = ballot(LEFT, RIGHT)
    unsure = votes.copy()
    unsure[8:, :, CELLS // 2 :] = -1.5
    assert len(gather(votes, paper)) == 2
    (alone,) = gather(unsure, paper)
    assert alone.confidence >= SURE
