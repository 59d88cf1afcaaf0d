"""Flat covers."""

import numpy as np

from specimens.camera.occlusion.flat_covers import lay_flat_cover, paper_colour


def rng(seed=1):
    return np.random.default_rng(seed)


def test_a_flat_sheet_has_about_the_papers_colour():
    lain = 0
    for seed in range(20):
        page = np.full((300, 400, 3), (200, 215, 205), np.uint8)
        outline = np.array([[100, 80], [220, 80], [220, 180], [100, 180]], float)
        lay_flat_cover(page, outline, 5.0, (), rng(seed))
        lain += np.abs(page[130, 160].astype(int) - (200, 215, 205)).max() < 15
    assert lain > 4


def test_the_papers_colour_is_not_the_inks():
    page = np.full((300, 400, 3), 210, np.uint8)
    page[::3] = 20
    assert paper_colour(page, np.array([200.0, 150.0]), 60).tolist() == [210, 210, 210]
