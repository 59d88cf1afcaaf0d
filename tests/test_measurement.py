import numpy as np
import pytest

from precheck.measurement import Measurement, Place

BOX = np.array([[0, 0], [9, 0], [9, 9], [0, 9]], dtype=np.float32)


def test_a_measurements_share_is_that_of_all_its_places_and_never_above_one():
    places = tuple(Place(polygon=BOX, share=share) for share in (0.5, 0.4, 0.3))
    assert Measurement(value=1.0, places=places[:2]).share == pytest.approx(0.9)
    assert Measurement(value=1.0, places=places).share == 1.0
