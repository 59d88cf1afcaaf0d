"""A page as a screenshot or a rendered file, without a camera."""

import cv2
import numpy as np

from specimens.arrays import Picture, Rng, uniform
from specimens.camera.geometry import compositing
from specimens.camera.geometry.pose import Pose
from specimens.camera.geometry.projection import Geometry
from specimens.camera.recipe import Recipe, Setting


def show_on_screen(pixels: Picture, geometry: Geometry, pose: Pose, recipe: Recipe) -> Picture:
    """Return the page on a uniform background; a screenshot also has the bars of a viewer."""
    rng = recipe.stream("viewer")
    picture = uniform(pose.frame[::-1], [rng.choice([0, 18, 40, 235, 255])] * 3)
    compositing.lay_sheet(picture, pixels, geometry, (0, 0, 0.1))
    if recipe.setting is Setting.SCREENSHOT:
        _bars(picture, rng)
    return picture


def _bars(picture: Picture, rng: Rng) -> None:
    """Draw a status line and a viewer's buttons, in place."""
    height, width = picture.shape[:2]
    dark = rng.random() < 0.5
    paper, ink = ((25,) * 3, (230,) * 3) if dark else ((250,) * 3, (40,) * 3)
    bar = round(0.06 * height)
    for top in (0, height - bar):
        cv2.rectangle(picture, (0, top), (width, top + bar), paper, -1)
        for at in np.sort(rng.uniform(0.03, 0.95, int(rng.integers(3, 7)))):
            centre = (round(at * width), top + bar // 2)
            cv2.circle(picture, centre, bar // 6, ink, -1 if rng.random() < 0.4 else 2, cv2.LINE_AA)
    clock = f"{rng.integers(24):02d}.{rng.integers(60):02d}"
    cv2.putText(
        picture, clock, (10, bar // 2), cv2.FONT_HERSHEY_SIMPLEX, bar / 90, ink, 1, cv2.LINE_AA
    )
