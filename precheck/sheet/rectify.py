"""Rectification: the part of the photo inside a sheet's corners as a flat, upright page."""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Grey, Page, Photo, Pixels, Points, Sheet, Side
from precheck.runtime.memo import cached_per_object

UNIT_SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
MAX_FLAT_PX = 2000  # long side of a page
NET_STEP_PX = 32  # px; the legibility net needs sides that are multiples of it
MAX_NET_PX = 1600  # px, long side up to which that net takes the page at its own size
PAPER_RATIOS = (1.414, 1.586)  # long over short side of A4 and of a card; folio is taken for A4
ASPECT_RATIO_TOLERANCE = 0.12  # relative difference of a seen ratio from a known one
MAX_RECOGNITION_PX = 512  # long side of the crop that a sheet is recognised in
MIN_REDUCED_PX = 512  # short side of the photo that sheets are detected in
MAX_PADDED_LEVELS = 3 * 16_000_000  # bytes of a picture that may be copied to four channels


def flat_size(quad: Points, longest: int = MAX_FLAT_PX) -> tuple[int, int]:
    """Return width and height of the flat page, its long side as in the photo, up to `longest`."""
    sides = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    across, down = float(max(sides[0], sides[2])), float(max(sides[1], sides[3]))
    long, short = max(across, down), max(min(across, down), 1.0)
    ratio = min(PAPER_RATIOS, key=lambda known: abs(known - long / short))
    if abs(ratio - long / short) > ASPECT_RATIO_TOLERANCE * ratio:
        ratio = long / short
    long = min(max(long, NET_STEP_PX), longest)
    pair = (round(long), max(round(long / ratio), NET_STEP_PX))
    return pair if across >= down else pair[::-1]


def round_to_steps(extent: tuple[int, int]) -> tuple[int, int]:
    """Return the nearest size in multiples of NET_STEP_PX, the long side at most MAX_NET_PX."""
    factor = min(1.0, MAX_NET_PX / max(extent))
    width, height = (NET_STEP_PX * max(1, round(side * factor / NET_STEP_PX)) for side in extent)
    return width, height


def homography(quad: Points, extent: tuple[int, int]) -> NDArray[np.float64]:
    """Return the 3 × 3 matrix from pixels of a flat picture of this extent to photo pixels."""
    width, height = extent
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    return np.asarray(cv2.getPerspectiveTransform(flat, quad.astype(np.float32)), np.float64)


def warp_quad(pixels: Pixels, quad: Points, extent: tuple[int, int]) -> Pixels:
    """Warp the inside of the quad to a picture of this width and height."""
    if pixels.size > MAX_PADDED_LEVELS:
        return _warped(pixels, quad, extent)
    padded = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2BGRA), np.uint8)
    return np.asarray(cv2.cvtColor(_warped(padded, quad, extent), cv2.COLOR_BGRA2BGR), np.uint8)


def _warped(pixels: Pixels, quad: Points, extent: tuple[int, int]) -> Pixels:
    """Warp a picture of any number of channels: four take half the time of three."""
    flags, border = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE
    matrix = homography(quad, extent)
    warped = cv2.warpPerspective(pixels, matrix, extent, flags=flags, borderMode=border)
    return np.asarray(warped, np.uint8)


def clipped_sides(quad: Points, width: int, height: int, within: float = 1.0) -> tuple[Side, ...]:
    """Return the sides of an upright quad whose two ends lie at the frame's edge or beyond.

    within: distance of a side that counts as at the frame's edge, px.
    """
    ends = quad.astype(np.float64) + 0.5
    inward = np.column_stack([ends[:, 1], width - ends[:, 0], height - ends[:, 1], ends[:, 0]])
    gaps = np.maximum(inward, np.roll(inward, -1, axis=0)).min(axis=1)
    sides = (Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)
    return tuple(side for side, gap in zip(sides, gaps, strict=True) if gap < within)


def rectify(
    photo: Photo,
    sheet: Sheet,
    turn: int,
    others: tuple[Sheet, ...] = (),
    longest: int = MAX_FLAT_PX,
) -> Page:
    """Rectify a sheet and turn it upright.

    sheet: its quad begins at the photo's top left; turn: clockwise degrees; longest: maximum of
    the page's long side, px.
    """
    return _rectified(photo, sheet.beginning(-turn // 90), turn, others, longest)


def turn_page(photo: Photo, page: Page, by: int) -> Page:
    """Turn a page clockwise by a further multiple of 90 degrees."""
    if by % 360 == 0:
        return page
    sheet = page.sheet.beginning(-by // 90)
    longest = max(page.flat.shape[:2])
    turned = _rectified(photo, sheet, (page.turn + by) % 360, page.others, longest)
    return replace(turned, sheetless=page.sheetless)


def rectify_again(photo: Photo, page: Page, quad: Points) -> Page:
    """Rectify a page again by another quad, which begins at the document's own top left."""
    return _rectified(photo, replace(page.sheet, quad=quad), page.turn, page.others)


def _rectified(
    photo: Photo, sheet: Sheet, turn: int, others: tuple[Sheet, ...], longest: int = MAX_FLAT_PX
) -> Page:
    extent = flat_size(sheet.quad, longest)
    if max(extent) <= MAX_NET_PX:
        extent = round_to_steps(extent)
    return Page(
        sheet=sheet,
        turn=turn,
        flat=warp_quad(photo.pixels, sheet.quad, extent),
        to_photo=homography(sheet.quad, extent),
        clipped=clipped_sides(sheet.quad, photo.width, photo.height),
        others=others,
    )


def photo_per_flat(page: Page) -> float:
    """Return the side of a flat pixel at the page's middle, in photo pixels."""
    height, width = page.flat.shape[:2]
    x, y = width / 2, height / 2
    corners = np.array([[[x, y], [x + 1, y], [x, y + 1]]], np.float64)
    origin, right, down = cv2.perspectiveTransform(corners, page.to_photo)[0]
    area = np.linalg.det(np.stack([right - origin, down - origin]))
    return float(max(np.sqrt(abs(area)), 1e-6))


@cached_per_object
def grey_page(page: Page) -> Grey:
    """Return the flat page as grey levels."""
    return np.asarray(cv2.cvtColor(page.flat, cv2.COLOR_BGR2GRAY), np.uint8)


@cached_per_object
def reduced(photo: Photo) -> Pixels:
    """Return the photo reduced by the factor `shrunk_by`."""
    factor = shrunk_by(photo)
    if factor == 1:
        return photo.pixels[:]  # a view: the cached array is read-only, the photo is not
    extent = (photo.width // factor, photo.height // factor)
    whole = photo.pixels[: extent[1] * factor, : extent[0] * factor]
    return np.asarray(cv2.resize(whole, extent, interpolation=cv2.INTER_AREA), np.uint8)


def shrunk_by(photo: Photo) -> int:
    """Return the largest integer, from 1, that leaves the short side MIN_REDUCED_PX pixels."""
    return max(1, min(photo.width, photo.height) // MIN_REDUCED_PX)


def recognition_crop(photo: Photo, sheet: Sheet) -> Pixels:
    """Rectify a sheet, not turned and at low resolution, for the page net."""
    quad = np.asarray((sheet.quad + 0.5) / shrunk_by(photo) - 0.5, np.float32)
    return warp_quad(reduced(photo), quad, flat_size(quad, MAX_RECOGNITION_PX))
