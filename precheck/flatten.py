"""A sheet laid flat: the part of the photo inside its corners, straight and upright."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Page, Photo, Pixels, Points, Sheet, Side

LONGEST = 2000  # px
SHORTEST = 32  # px, so that a sliver still gives a picture
RATIOS = (1.414, 1.586)  # A4; card. Folio papers differ from A4 by less than a tilted view does
NEAR = 0.12  # share by which a seen ratio may differ from a known one
ROTATIONS = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
CLIPPED = 0.01  # of the frame: how far a side must lie outside to count as cut off


def size(quad: Points) -> tuple[int, int]:
    """Width and height of the flattened sheet, the longest side as long as in the photo."""
    edges = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    across, down = float(max(edges[0], edges[2])), float(max(edges[1], edges[3]))
    long, short = max(across, down), max(min(across, down), 1.0)
    ratio = min(RATIOS, key=lambda known: abs(known - long / short))
    if abs(ratio - long / short) > NEAR * ratio:
        ratio = long / short
    long = min(max(long, SHORTEST), LONGEST)
    pair = (round(long), max(round(long / ratio), SHORTEST))
    return pair if across >= down else pair[::-1]


def homography(quad: Points, extent: tuple[int, int]) -> NDArray[np.float64]:
    """3 × 3 matrix from pixels of a flat picture of this width and height to photo pixels."""
    width, height = extent
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    return np.asarray(cv2.getPerspectiveTransform(flat, quad.astype(np.float32)), np.float64)


def flat(pixels: Pixels, quad: Points, extent: tuple[int, int]) -> Pixels:
    """Return the inside of the quad as a picture of this width and height."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    matrix = homography(quad, extent)
    return np.asarray(
        cv2.warpPerspective(pixels, matrix, extent, flags=flags, borderMode=cv2.BORDER_REPLICATE),
        np.uint8,
    )


def clipped(quad: Points, width: int, height: int) -> tuple[Side, ...]:
    """Sides of an upright quad that lie outside the photo, by both their ends."""
    shares = (quad + 0.5) / np.array([width, height], np.float32)
    out = np.maximum(-shares, shares - 1).max(axis=1) > CLIPPED
    sides = (Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)
    return tuple(side for i, side in enumerate(sides) if out[i] and out[(i + 1) % 4])


def page(photo: Photo, sheet: Sheet, others: tuple[Sheet, ...] = ()) -> Page:
    """Flatten a sheet as it lies in the photo, not yet turned."""
    extent = size(sheet.quad)
    return Page(
        sheet=sheet,
        turn=0,
        flat=flat(photo.pixels, sheet.quad, extent),
        to_photo=homography(sheet.quad, extent),
        clipped=clipped(sheet.quad, photo.width, photo.height),
        others=others,
    )


def turned(photo: Photo, lying: Page, turn: int) -> Page:
    """Turn a page and its quad `turn` degrees clockwise, which brings it upright."""
    if turn == 0:
        return lying
    quad = np.roll(lying.sheet.quad, turn // 90, axis=0)
    pixels = np.asarray(cv2.rotate(lying.flat, ROTATIONS[turn]), np.uint8)
    return replace(
        lying,
        sheet=replace(lying.sheet, quad=quad),
        turn=turn,
        flat=pixels,
        to_photo=homography(quad, (pixels.shape[1], pixels.shape[0])),
        clipped=clipped(quad, photo.width, photo.height),
    )
