"""Things on the table: what of them lies beyond the photo is left out and changes nothing."""

import numpy as np
import pytest

from specimens.camera import covers


@pytest.mark.parametrize(
    "centre",
    [
        pytest.param((100.0, 80.0), id="inside"),
        pytest.param((420.0, 20.0), id="in part beyond the frame"),
        pytest.param((3000.0, -2000.0), id="far beyond the frame"),
    ],
)
def test_what_lies_far_beyond_the_photo_is_left_out(centre, monkeypatch):
    def photo():
        picture = np.full((300, 400, 3), 200, np.uint8)
        outline = covers.rectangle(np.array(centre), (900.0, 120.0), 0.4)
        cover = covers.slab(outline, picture, np.random.default_rng(2))
        covers.laid(picture, cover, (8.0, 6.0, 10.0))
        return picture, cover.share.size

    near, size = photo()
    unclipped = covers.window
    monkeypatch.setattr(covers, "window", lambda outline, _: unclipped(outline))
    whole, more = photo()
    assert np.abs(near.astype(int) - whole).max() <= 4  # shadows are cast in steps of 4 px
    assert size <= more
