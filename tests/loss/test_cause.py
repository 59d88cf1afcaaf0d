"""To which fault print is lost."""

import numpy as np
import pytest

from precheck.loss.cause import MIN_CAUSE, MIN_LOST_SHARE, cause_share, lost_to
from precheck.loss.loss import Loss
from tests.loss.table import COLUMNS, EVERYWHERE, LINES, ROWS, grid, page

FIVE = slice(0, 23), slice(None)
"""The upper five of the ten lines."""
REST = slice(23, None), slice(None)
WORD = slice(LINES[0], LINES[0] + 1), slice(10, 15)
SHARES = {"glare": grid(0.7), "blur": grid(0.2), "dark": grid(0.1)}


@pytest.mark.parametrize(
    ("codes", "share"),
    [
        pytest.param(("glare",), 0.7, id="one"),
        pytest.param(("blur", "dark"), 0.3, id="two together"),
        pytest.param(("glare", "blur", "dark"), 1.0, id="all"),
        pytest.param(("noise",), 0.0, id="one that the net does not know"),
        pytest.param((), 0.0, id="none"),
    ],
)
def test_the_share_of_several_causes_is_their_sum(codes, share):
    loss = Loss.of(page(illegible=FIVE, why=SHARES))
    assert cause_share(loss, codes) == pytest.approx(share, abs=1e-5)


EVERY = np.ones((ROWS, COLUMNS), np.bool_)
UPPER = EVERY.copy()
UPPER[REST] = False


@pytest.mark.parametrize(
    ("illegible", "share", "where", "cost"),
    [
        pytest.param(FIVE, 1.0, EVERY, 0.5, id="lost to it"),
        pytest.param(FIVE, MIN_CAUSE + 0.01, EVERY, 0.5, id="in part: the print is lost whole"),
        pytest.param(FIVE, MIN_CAUSE - 0.01, EVERY, 0.0, id="it has no part in it"),
        pytest.param(EVERYWHERE, 1.0, UPPER, 0.5, id="where it lies, and not elsewhere"),
        pytest.param(FIVE, 1.0, ~UPPER, 0.0, id="elsewhere"),
        pytest.param(WORD, 1.0, EVERY, 5 / 230, id="a short word"),
        pytest.param(None, 1.0, EVERY, 0.0, id="nothing is lost"),
    ],
)
def test_what_is_lost_to_a_cause(illegible, share, where, cost):
    loss = Loss.of(page(illegible=illegible, why={"glare": grid(share)}))
    found = lost_to(loss, ("glare",), where)
    assert found.sum() == pytest.approx(cost, abs=1e-4)
    assert not found[~where].any()


@pytest.mark.parametrize(
    ("cells", "cost"),
    [
        pytest.param(1, 0.0, id="1/230 of the print is less than counts"),
        pytest.param(2, 2 / 230, id="2/230 is not"),
    ],
)
def test_a_loss_below_the_least_share_is_ignored(cells, cost):
    assert 1 / 230 < MIN_LOST_SHARE < 2 / 230
    speck = slice(LINES[0], LINES[0] + 1), slice(12, 12 + cells)
    loss = Loss.of(page(illegible=speck, why={"glare": grid(1)}))
    assert lost_to(loss, ("glare",), EVERY).sum() == pytest.approx(cost)
    assert loss.lost.sum() == pytest.approx(cells / 230)
