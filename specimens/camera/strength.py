"""The strength of a fault as measured in the photo.

A recipe gives what a fault adds to the pose, and the length of the hand's path. The measured
strength is the whole tilt and distance, less what an app rectified; the length of a straight path
of the same blur; and the mean defocus over the print.
"""

import numpy as np

from specimens.arrays import as_field
from specimens.camera.aim import text_height_mm
from specimens.camera.geometry.pose import Pose
from specimens.camera.geometry.projection import Geometry
from specimens.camera.phone import lens
from specimens.camera.phone.focus import focus_falloff, shake_kernel
from specimens.camera.recipe import Recipe
from specimens.sheet import DrawnSheet

LENGTH_PER_DEVIATION = np.sqrt(12)  # of a straight path at constant speed


def measured_strength(
    cause: str, sheet: DrawnSheet, geometry: Geometry, sent: Geometry, pose: Pose, recipe: Recipe
) -> float:
    """Return a fault's strength in its unit; of IN_TEXT_HEIGHTS in heights of the must-read text.

    geometry: before the camera. sent: in the photo that is sent.
    """
    text_px = text_height_mm(sheet) * geometry.px_per_mm()
    if cause == "tilt":
        return sent.tilt_degrees()
    if cause == "far":
        return 1 / (text_height_mm(sheet) * sent.px_per_mm())
    if cause == "motion":
        return float(
            LENGTH_PER_DEVIATION * lens.kernel_deviation(shake_kernel(recipe, text_px)) / text_px
        )
    if cause == "focus_falloff":
        return _mean_defocus(sheet, geometry, pose, recipe, text_px) / text_px
    return recipe.strength(cause)


def _mean_defocus(
    sheet: DrawnSheet, geometry: Geometry, pose: Pose, recipe: Recipe, text_px: float
) -> float:
    """Return the mean defocus radius over the words, pixels."""
    field, most = focus_falloff(recipe, pose.frame, text_px)
    boxes = np.array([word.box for word in sheet.words if word.is_scored], np.float32).reshape(
        -1, 4
    )
    middles = (boxes[:, :2] + boxes[:, 2:] / 2) / sheet.px_per_mm
    if not len(middles):
        return most * float(field.mean())
    x, y = np.rint(geometry.to_photo(as_field(middles[None]))[0]).astype(int).T
    width, height = pose.frame
    return most * float(field[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)].mean())
