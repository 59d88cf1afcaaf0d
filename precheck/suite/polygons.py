"""How well two quadrilaterals agree."""

from collections.abc import Sequence

Point = tuple[float, float]


def iou(one: Sequence[Point], other: Sequence[Point]) -> float:
    """Return the area two convex polygons share over the area they cover together, 0–1.

    0 where either is not convex or has no area. Higher is better.
    """
    one, other = _clockwise(one), _clockwise(other)
    if not (one and other):
        return 0.0
    both = _area(clipped(one, other))
    return both / (_area(one) + _area(other) - both)


def _area(polygon: Sequence[Point]) -> float:
    return _signed_area(polygon) if polygon else 0.0


def _signed_area(polygon: Sequence[Point]) -> float:
    return sum(_cross((0, 0), a, b) for a, b in _sides(polygon)) / 2


def _sides(polygon: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(zip(polygon, [*polygon[1:], polygon[0]], strict=True))


def _cross(origin: Point, a: Point, b: Point) -> float:
    return (a[0] - origin[0]) * (b[1] - origin[1]) - (a[1] - origin[1]) * (b[0] - origin[0])


def _clockwise(polygon: Sequence[Point]) -> list[Point]:
    """Return the corners clockwise on the screen; none where they are not convex."""
    points = [(float(x), float(y)) for x, y in polygon]
    if _signed_area(points) < 0:
        points.reverse()
    turns = [
        _cross(a, b, c)
        for a, b, c in zip(points, points[1:] + points[:1], points[2:] + points[:2], strict=True)
    ]
    return points if min(turns) >= 0 and max(turns) > 0 else []


def clipped(polygon: Sequence[Point], by: Sequence[Point]) -> list[Point]:
    """Return the part of a polygon inside a convex clockwise one (Sutherland and Hodgman 1974)."""
    kept = list(polygon)
    for a, b in _sides(by):
        kept = [point for side in _sides(kept) for point in _inside(*side, a, b)] if kept else []
    return kept


def _inside(start: Point, end: Point, a: Point, b: Point) -> list[Point]:
    """Return what a side adds to the part right of the line from a to b."""
    before, after = _cross(a, b, start), _cross(a, b, end)
    ends = [end] if after >= 0 else []
    if (before >= 0) == (after >= 0):
        return ends
    share = before / (before - after)
    crossing = tuple(s + share * (e - s) for s, e in zip(start, end, strict=True))
    return [(crossing[0], crossing[1]), *ends]
