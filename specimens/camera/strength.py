"""How strong a fault came out in a photo: all that the photo shows of it.

A recipe tells what a fault adds to a pose, and how long a shaking hand's path is. A photo shows how
far the phone was and how far it leaned, whatever of that was the fault's and but for what an app
made straight again; how far the path smears; and how far the print is out of focus, not the frame's
worst corner.
"""

import numpy as np

from specimens.arrays import as_field
from specimens.camera import lens
from specimens.camera.aim import text_height_mm
from specimens.camera.geometry import Geometry
from specimens.camera.photo import focus, shake
from specimens.camera.pose import Pose
from specimens.camera.recipe import Recipe
from specimens.sheet import Sheet

STRAIGHT = np.sqrt(12)  # length of a straight path run through evenly, over its standard deviation


def strength(
    cause: str, sheet: Sheet, lies: Geometry, sent: Geometry, how: Pose, recipe: Recipe
) -> float:
    """Return a fault's strength in its unit, that of BY_TEXT in heights of the must-read text.

    lies: where the sheet lay before the phone. sent: where it lies in the photo that is sent.
    """
    text_px = text_height_mm(sheet) * lies.px_per_mm()
    if cause == "tilt":
        return sent.leaning()
    if cause == "far":
        return 1 / (text_height_mm(sheet) * sent.px_per_mm())
    if cause == "motion":
        return float(STRAIGHT * lens.spread(shake(recipe, text_px)) / text_px)
    if cause == "focus_falloff":
        return _unfocused(sheet, lies, how, recipe, text_px) / text_px
    return recipe.strength(cause)


def _unfocused(sheet: Sheet, lies: Geometry, how: Pose, recipe: Recipe, text_px: float) -> float:
    """Return the mean radius, in pixels, of what a point of the print is spread over."""
    field, most = focus(recipe, how.frame, text_px)
    boxes = np.array([word.box for word in sheet.words if word.counts], np.float32).reshape(-1, 4)
    middles = (boxes[:, :2] + boxes[:, 2:] / 2) / sheet.px_per_mm
    if not len(middles):
        return most * float(field.mean())
    x, y = np.rint(lies.to_photo(as_field(middles[None]))[0]).astype(int).T
    width, height = how.frame
    return most * float(field[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)].mean())
