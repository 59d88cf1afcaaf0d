"""How well two quadrilaterals agree."""

from collections.abc import Sequence

import cv2
import numpy as np

Point = tuple[float, float]


def iou(one: Sequence[Point], other: Sequence[Point]) -> float:
    """Return the area two convex polygons share over the area they cover together, 0–1.

    0 where either is not convex or has no area. Higher is better.
    """
    ours, theirs = (np.asarray(polygon, np.float32) for polygon in (one, other))
    areas = cv2.contourArea(ours), cv2.contourArea(theirs)
    if not min(areas) or not (cv2.isContourConvex(ours) and cv2.isContourConvex(theirs)):
        return 0.0
    both, _ = cv2.intersectConvexConvex(ours, theirs)
    return both / (sum(areas) - both)
