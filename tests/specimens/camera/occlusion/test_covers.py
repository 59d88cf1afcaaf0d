"""Covers: clipping outside of the photo."""

import numpy as np
import pytest

from specimens.camera.occlusion import covers


@pytest.mark.parametrize(
    "centre",
    [
        pytest.param((100.0, 80.0), id="inside"),
        pytest.param((420.0, 20.0), id="in part beyond the frame"),
        pytest.param((3000.0, -2000.0), id="far beyond the frame"),
    ],
)
def test_clipping_a_cover_far_outside_the_photo_changes_nothing(centre, monkeypatch):
    def photo():
        picture = np.full((300, 400, 3), 200, np.uint8)
        outline = covers.rectangle(np.array(centre), (900.0, 120.0), 0.4)
        cover = covers.flat_object(outline, picture, np.random.default_rng(2))
        covers.lay_cover(picture, cover, (8.0, 6.0, 10.0))
        return picture, cover.share.size

    near, size = photo()
    unclipped = covers.rasterise
    monkeypatch.setattr(covers, "rasterise", lambda outline, _: unclipped(outline))
    whole, more = photo()
    assert np.abs(near.astype(int) - whole).max() <= 4  # shadows are cast in steps of 4 px
    assert size <= more
