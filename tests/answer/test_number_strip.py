import numpy as np
import pytest

from precheck.answer.number_strip import number_strip
from precheck.answer.overlay import turn_matrix
from tests.answer.pictures import BOX, HEIGHT, WIDTH, opened, page


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_strip_shows_the_number_upright_and_enlarged(turn):
    lying = np.ascontiguousarray(np.rot90(page(), -turn // 90))
    matrix = turn_matrix(WIDTH, HEIGHT, turn)
    shown = opened(number_strip(lying, BOX @ matrix[:2, :2].T + matrix[:2, 2]))
    height, width = shown.shape[:2]
    assert width > 3 * height
    assert height > 3 * 20
    middle = shown[height // 2, :, 0]
    assert middle[width // 3] > 220
    assert middle[2 * width // 3] < 40


def test_a_number_without_extent_gives_a_strip_all_the_same():
    assert opened(number_strip(page(), np.zeros((4, 2), np.float32))) is not None
