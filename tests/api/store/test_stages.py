"""The moves between the stages of an application, each as a row."""

import pytest

from api.store.stages import BY_PAPERS, ENDED, MOVES, Stage

TABLE = {
    "new": {"closed": "-"},
    "incomplete": {"in_work": "t", "closed": "w"},
    "complete": {"in_work": "t", "returned": "w", "ready": "t", "closed": "w"},
    "in_work": {"ready": "t", "returned": "w", "complete": "-", "closed": "w"},
    "returned": {"in_work": "t", "closed": "w"},
    "ready": {"handed_out": "-", "in_work": "-", "closed": "-"},
    "handed_out": {"closed": "-", "ready": "-"},
    "closed": {"in_work": "-"},
}
"""By stage: where it may go, and whether the citizen is told (t), and why (w)."""


def code(move):
    return "w" if move.word else "t" if move.tells else "-"


@pytest.mark.parametrize("before", Stage)
def test_only_these_moves_are_made(before):
    assert {to: code(move) for to, move in MOVES[before].items()} == TABLE[before]


def test_each_stage_is_reached_and_left():
    reached = {to for moves in MOVES.values() for to in moves} | BY_PAPERS
    assert reached == set(Stage)
    assert set(MOVES) == set(Stage)
    assert all(move.tells for moves in MOVES.values() for move in moves.values() if move.word)
    assert not ENDED & BY_PAPERS
