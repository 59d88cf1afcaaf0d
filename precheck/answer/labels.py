"""Labels in a picture: words on a background, inside the frame, none over what must be seen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2

from precheck.capture import Pixels

Colour = tuple[int, int, int]
"""Blue, green, red; 0–255."""
Box = tuple[int, int, int, int]
"""Left, top, right and bottom edge, px."""

FONT, WHITE, BLACK = cv2.FONT_HERSHEY_SIMPLEX, (255, 255, 255), (0, 0, 0)
BRIGHT = 140  # grey level of a background from which black is read better than white
FONT_SCALE, FULL_SIZE_PX = 0.75, 1280  # for a picture of this long side; smaller in smaller ones
MIN_FONT_SCALE = 0.4  # capitals of 9 px
PADDING_PX = 5


@dataclass(frozen=True, slots=True)
class Label:
    """Words to be written above a point of the picture."""

    text: str
    x: int
    y: int
    colour: Colour
    """Of the background."""


def draw_labels(canvas: Pixels, labels: Sequence[Label], clear: Sequence[Box] = ()) -> None:
    """Write the labels into the picture, each as near above its point as there is room.

    clear: places that no label covers. A label that finds no room is left out.
    """
    taken = [*clear]
    for label in labels:
        box, scale = place_label(canvas, label, taken)
        if box is None:
            continue
        taken.append(box)
        cv2.rectangle(canvas, box[:2], box[2:], label.colour, cv2.FILLED)
        at = (box[0] + PADDING_PX, box[3] - PADDING_PX - 1)
        ink, weight = _ink(label.colour), 1 + (scale > 0.5)
        cv2.putText(canvas, label.text, at, FONT, scale, ink, weight, cv2.LINE_AA)


def place_label(canvas: Pixels, label: Label, taken: Sequence[Box]) -> tuple[Box | None, float]:
    """Return the label's box inside the frame, off those taken, and its font's scale.

    The box is None where those taken leave no room.
    """
    height, width = canvas.shape[:2]
    scale = max(MIN_FONT_SCALE, FONT_SCALE * max(width, height) / FULL_SIZE_PX)
    (long, tall), below = cv2.getTextSize(label.text, FONT, scale, 2)
    if long + 2 * PADDING_PX > width:
        scale *= (width - 2 * PADDING_PX) / long
        (long, tall), below = cv2.getTextSize(label.text, FONT, scale, 2)
    extent = (long + 2 * PADDING_PX, tall + below + 2 * PADDING_PX)
    x = min(max(label.x, 0), max(width - extent[0], 0))
    y = min(max(label.y - extent[1], 0), max(height - extent[1], 0))
    boxes = [
        (left, top, left + extent[0], top + extent[1])
        for left in _along(x, width - extent[0], extent[0], [(one[0], one[2]) for one in taken])
        for top in _along(y, height - extent[1], extent[1], [(one[1], one[3]) for one in taken])
    ]
    free = [box for box in boxes if not any(_overlap(box, other) for other in taken)]
    return min(free, key=lambda box: abs(box[0] - x) + abs(box[1] - y), default=None), scale


def _along(wanted: int, most: int, extent: int, taken: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield where a label may begin in one direction: where wanted, and beside those taken."""
    for at in {wanted, *(begin - extent for begin, _ in taken), *(end for _, end in taken)}:
        if 0 <= at <= most or at == wanted:
            yield at


def _ink(background: Colour) -> Colour:
    blue, green, red = background
    return BLACK if 0.11 * blue + 0.59 * green + 0.3 * red > BRIGHT else WHITE


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
