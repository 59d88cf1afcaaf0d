"""Intersection over union of two quadrilaterals."""

from collections.abc import Sequence

import cv2
import numpy as np


def quad_iou(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> float:
    """Return the intersection over union of two convex polygons, 0–1; higher is better.

    0 if either polygon is not convex or has no area.
    """
    first, second = (np.asarray(polygon, np.float32) for polygon in (one, other))
    areas = cv2.contourArea(first), cv2.contourArea(second)
    if not min(areas) or not (cv2.isContourConvex(first) and cv2.isContourConvex(second)):
        return 0.0
    common, _ = cv2.intersectConvexConvex(first, second)
    return common / (sum(areas) - common)
