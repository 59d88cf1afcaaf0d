"""A sheet laid flat: the part of the photo inside its corners, straight and upright."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey, Page, Photo, Pixels, Points, Sheet, Side
from precheck.once import once

FRAME = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
LONGEST = 2000  # px
STEP = 32  # px: sides are multiples of it, as the legibility net wants them; a sliver has one
SEEN = 1600  # px, longest side up to which that net sees the page as it lies
RATIOS = (1.414, 1.586)  # A4; card. Folio papers differ from A4 by less than a tilted view does
NEAR = 0.12  # share by which a seen ratio may differ from a known one
SMALL = 512  # px, long side of a sheet that is only to be recognised
ENOUGH = 512  # px: more is not needed to find and to recognise sheets
MANY = 3 * 16_000_000  # levels of a picture of which no second one is made, to save memory


def extent_of(quad: Points) -> tuple[float, float]:
    """Width and height of a quad as it is seen, the longer of opposite sides, px."""
    edges = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    return float(max(edges[0], edges[2])), float(max(edges[1], edges[3]))


def size(quad: Points, longest: int = LONGEST) -> tuple[int, int]:
    """Width and height of the flat sheet, its longest side as in the photo, at most `longest`."""
    across, down = extent_of(quad)
    long, short = max(across, down), max(min(across, down), 1.0)
    ratio = min(RATIOS, key=lambda known: abs(known - long / short))
    if abs(ratio - long / short) > NEAR * ratio:
        ratio = long / short
    long = min(max(long, STEP), longest)
    pair = (round(long), max(round(long / ratio), STEP))
    return pair if across >= down else pair[::-1]


def in_steps(extent: tuple[int, int], longest: int = SEEN) -> tuple[int, int]:
    """Return the nearest size of whole STEPs, the longest side at most `longest`."""
    factor = min(1.0, longest / max(extent))
    width, height = (STEP * max(1, round(length * factor / STEP)) for length in extent)
    return width, height


def homography(quad: Points, extent: tuple[int, int]) -> NDArray[np.float64]:
    """3 × 3 matrix from pixels of a flat picture of this width and height to photo pixels."""
    width, height = extent
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    return np.asarray(cv2.getPerspectiveTransform(flat, quad.astype(np.float32)), np.float64)


def flat(pixels: Pixels, quad: Points, extent: tuple[int, int]) -> Pixels:
    """Return the inside of the quad as a picture of this width and height."""
    if pixels.size > MANY:
        return _warped(pixels, quad, extent)
    padded = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2BGRA), np.uint8)
    return np.asarray(cv2.cvtColor(_warped(padded, quad, extent), cv2.COLOR_BGRA2BGR), np.uint8)


def _warped(pixels: Pixels, quad: Points, extent: tuple[int, int]) -> Pixels:
    """Warp a picture of any number of channels: one of four in half the time of one of three."""
    flags, border = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE
    matrix = homography(quad, extent)
    warped = cv2.warpPerspective(pixels, matrix, extent, flags=flags, borderMode=border)
    return np.asarray(warped, np.uint8)


def room(quad: Points, width: int, height: int) -> NDArray[np.float64]:
    """Return how far each whole side lies inside the nearest edge of the frame, px; negative: out.

    A side lies at an edge of the frame when both its ends do.
    """
    ends = quad.astype(np.float64) + 0.5
    inward = np.column_stack([ends[:, 1], width - ends[:, 0], height - ends[:, 1], ends[:, 0]])
    return np.asarray(np.maximum(inward, np.roll(inward, -1, axis=0)).min(axis=1))


def clipped(quad: Points, width: int, height: int) -> tuple[Side, ...]:
    """Return the sides of an upright quad that lie at the frame's edge or beyond it."""
    sides = (Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)
    far = room(quad, width, height)
    return tuple(side for side, inside in zip(sides, far, strict=True) if inside < 1)


def page(
    photo: Photo,
    lying: Sheet,
    turn: int,
    others: tuple[Sheet, ...] = (),
    longest: int = LONGEST,
) -> Page:
    """Flatten a sheet upright: its quad begins at the photo's top left, `turn` is clockwise.

    longest: px, of the flat page's longest side at most.
    """
    return _laid(photo, lying.beginning(-turn // 90), turn, others, longest)


def turned(photo: Photo, laid: Page, by: int) -> Page:
    """Turn a page further by so many clockwise degrees, a multiple of 90."""
    if by % 360 == 0:
        return laid
    sheet = laid.sheet.beginning(-by // 90)
    again = _laid(photo, sheet, (laid.turn + by) % 360, laid.others, max(laid.flat.shape[:2]))
    return replace(again, bare=laid.bare)


def relaid(photo: Photo, laid: Page, quad: Points) -> Page:
    """Flatten a sheet again, now by this quad: it begins at the document's own top left."""
    return _laid(photo, replace(laid.sheet, quad=quad), laid.turn, laid.others)


def _laid(
    photo: Photo, sheet: Sheet, turn: int, others: tuple[Sheet, ...], longest: int = LONGEST
) -> Page:
    extent = size(sheet.quad, longest)
    if max(extent) <= SEEN:
        extent = in_steps(extent)
    return Page(
        sheet=sheet,
        turn=turn,
        flat=flat(photo.pixels, sheet.quad, extent),
        to_photo=homography(sheet.quad, extent),
        clipped=clipped(sheet.quad, photo.width, photo.height),
        others=others,
    )


def photo_per_flat(page: Page) -> float:
    """Return how many photo pixels a flat pixel measures at the page's middle."""
    height, width = page.flat.shape[:2]
    x, y = width / 2, height / 2
    corners = np.array([[[x, y], [x + 1, y], [x, y + 1]]], np.float64)
    origin, right, down = cv2.perspectiveTransform(corners, page.to_photo)[0]
    area = np.linalg.det(np.stack([right - origin, down - origin]))
    return float(max(np.sqrt(abs(area)), 1e-6))


@once
def grey(page: Page) -> Grey:
    """Return the flat page in grey."""
    return np.asarray(cv2.cvtColor(page.flat, cv2.COLOR_BGR2GRAY), np.uint8)


@once
def reduced(photo: Photo) -> Pixels:
    """Return the photo shrunk by the whole factor `shrunk_by`."""
    factor = shrunk_by(photo)
    if factor == 1:
        return photo.pixels[:]  # a view: what is shared is locked, the photo is not
    extent = (photo.width // factor, photo.height // factor)
    whole = photo.pixels[: extent[1] * factor, : extent[0] * factor]
    return np.asarray(cv2.resize(whole, extent, interpolation=cv2.INTER_AREA), np.uint8)


def shrunk_by(photo: Photo) -> int:
    """Return the largest whole factor that leaves a photo's short side ENOUGH px; at least 1."""
    return max(1, min(photo.width, photo.height) // ENOUGH)


def turned_flat(photo: Photo, sheet: Sheet) -> Pixels:
    """Lay a sheet flat as it lies in the photo, small: enough to recognise it."""
    quad = np.asarray((sheet.quad + 0.5) / shrunk_by(photo) - 0.5, np.float32)
    return flat(reduced(photo), quad, size(quad, SMALL))
