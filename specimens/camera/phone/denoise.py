"""Denoising as phones do it: luma and chroma separately, from none to far too strong."""

import cv2
import numpy as np

from specimens.arrays import Field, Picture, as_field, as_picture

DENOISING_METHODS = ("none", "bilateral", "median", "guided", "coring", "means")
NEIGHBOUR_SHIFTS = ((0, 1), (1, 0), (1, 1), (1, -1))  # and their opposites


def remove_noise(picture: Picture, kind: str, levels: float, colour_px: int) -> Picture:
    """Return a denoised picture (BGR).

    kind: method for luma. levels: noise level, grey levels of standard deviation. colour_px: kernel
    width of chroma smoothing, 0 for none.
    """
    if kind == "none" and not colour_px:
        return picture
    y, cr, cb = cv2.split(cv2.cvtColor(picture, cv2.COLOR_BGR2YCrCb))
    y = _denoise_luma(as_picture(y), kind, levels)
    if colour_px:
        cr, cb = (cv2.blur(cv2.medianBlur(plane, 5), (colour_px,) * 2) for plane in (cr, cb))
    return as_picture(cv2.cvtColor(cv2.merge([y, cr, cb]), cv2.COLOR_YCrCb2BGR))


def _denoise_luma(y: Picture, kind: str, levels: float) -> Picture:
    if kind == "bilateral":
        return as_picture(cv2.bilateralFilter(y, 5, 2.5 * levels, 1.4))
    if kind == "median":
        soft = cv2.medianBlur(y, 3)
        return as_picture(cv2.addWeighted(y, 0.3, soft, 0.7, 0))
    if kind == "guided":
        return guided_filter(y, levels)
    if kind == "coring":
        return soft_threshold(y, levels)
    return non_local_means(y, levels) if kind == "means" else y


def guided_filter(y: Picture, levels: float) -> Picture:
    """Return a picture smoothed by the guided filter, with itself as its guide.

    He, Sun and Tang, "Guided image filtering", ECCV 2010.
    """
    side = (5, 5)
    field = as_field(y)
    mean = cv2.blur(field, side)
    variance = cv2.blur(field * field, side) - mean * mean
    slope = np.maximum(variance, 0) / (np.maximum(variance, 0) + np.float32(levels**2))
    offset = mean - slope * mean
    smoothed = cv2.blur(slope, side) * field + cv2.blur(offset, side)
    return as_picture(np.clip(smoothed + 0.5, 0, 255))


def soft_threshold(y: Picture, levels: float) -> Picture:
    """Return a picture with soft-thresholded fine detail (coring)."""
    soft = cv2.GaussianBlur(y, (0, 0), 1.2)
    detail = np.arange(-255, 256)
    kept = np.sign(detail) * np.maximum(np.abs(detail) - 1.2 * levels, 0)
    table = np.rint(kept).astype(np.int16)
    difference = cv2.subtract(y, soft, dtype=cv2.CV_16S)
    return as_picture(np.clip(soft + table[difference + 255], 0, 255))


def non_local_means(y: Picture, levels: float) -> Picture:
    """Return a picture averaged over shifted copies, weighted by local similarity.

    Buades, Coll and Morel, "A non-local algorithm for image denoising", CVPR 2005, over few shifts.
    """
    field = as_field(y)
    total, weights = field.copy(), np.ones_like(field)
    for down, right in (*NEIGHBOUR_SHIFTS, *((-a, -b) for a, b in NEIGHBOUR_SHIFTS)):
        moved = _shifted(field, down, right)
        difference_of_patches = cv2.blur(cv2.pow(cv2.subtract(field, moved), 2), (3, 3))
        weight = cv2.exp(difference_of_patches * np.float32(-0.5 / (1.2 * levels) ** 2))
        total += weight * moved
        weights += weight
    return as_picture(np.clip(total / weights + 0.5, 0, 255))


def _shifted(field: Field, down: int, right: int) -> Field:
    """Return a field shifted by whole pixels, with replicated edges."""
    padded = cv2.copyMakeBorder(field, 2, 2, 2, 2, cv2.BORDER_REPLICATE)
    height, width = field.shape
    return as_field(padded[2 + down : 2 + down + height, 2 + right : 2 + right + width])
