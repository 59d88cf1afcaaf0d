"""Targets of a square: which reasons are right, what is covered, how legible blank paper is."""

import cv2
import numpy as np

from precheck.text.legibility_net import CODES
from specimens.truth.legibility import READABLE_INDEX
from training.legibility.examples.pages import NO_PIECE, FlatPage

TOUCHED_SHARE, HIDDEN_SHARE = 0.05, 0.7  # of a cell that a cover must overlap
COVERING_FAULTS = ("finger", "card", "fold", "glare", "shadow")
MAX_COVERED_PIECE = 0.35  # index of a piece that is certainly under such a fault
HAND_MARGIN = 0.08  # of the page, where any shot may show hands
UNKNOWN_TARGET = -1
REACHES_CELLS = (2.5, 7.0, 20.0)  # σ of the estimate from nearby text
MIN_TEXT_SHARE = 0.04  # weighted share of cells with text that an estimate needs


def blank_index(page: FlatPage) -> np.ndarray:
    """Estimate the legibility of text on blank paper from nearby text, 0–1.

    UNKNOWN in cells with text, pictures or panels, and far from all text.
    """
    has_text = page.cells >= 0
    index = np.zeros(has_text.shape, np.float32)
    index[has_text] = page.pieces[page.cells[has_text]]
    guess = np.full(has_text.shape, UNKNOWN_TARGET, np.float32)
    for reach in reversed(REACHES_CELLS):
        many = cv2.GaussianBlur(has_text.astype(np.float32), (0, 0), reach, borderType=0)
        mean = cv2.GaussianBlur(index, (0, 0), reach, borderType=0) / np.maximum(many, 1e-6)
        guess = np.where(many > MIN_TEXT_SHARE, mean, guess)
    return np.where((page.cells == NO_PIECE) & page.blank, guess, UNKNOWN_TARGET).astype(np.float32)


def reason_targets(
    page: FlatPage, cells: np.ndarray, hidden: np.ndarray, lit: np.ndarray
) -> np.ndarray:
    """Return the correct reasons of each cell: of the page's fault, or of the cover."""
    right = np.zeros((*cells.shape, len(CODES)), np.float32)
    lost = cells >= 0
    lost[lost] = page.pieces[cells[lost]] < READABLE_INDEX
    for code in page.reasons:
        right[lost, code] = 1
    right[hidden] = 0
    right[hidden & (lit > HIDDEN_SHARE), CODES.index("glare")] = 1
    right[hidden & (lit < TOUCHED_SHARE), CODES.index("occlusion")] = 1
    return right


def cover_targets(page: FlatPage) -> np.ndarray:
    """Return whether each cell of a page is covered: 1, 0 or UNKNOWN, as on all real photos."""
    if page.of_real_photo:
        return np.full(page.cells.shape, UNKNOWN_TARGET, np.int8)
    faults = page.cause.replace("hidden_", "").split("+")
    hiding = [fault for fault in faults if fault in COVERING_FAULTS]
    covered = np.full(page.cells.shape, UNKNOWN_TARGET if hiding else 0, np.int8)
    rows, columns = (max(1, round(HAND_MARGIN * length)) for length in covered.shape)
    inner = np.zeros(covered.shape, bool)
    inner[rows:-rows, columns:-columns] = True
    covered[~inner] = UNKNOWN_TARGET
    covered[page.uniform & ~page.blank] = UNKNOWN_TARGET  # a panel on the page, or a card
    text = page.cells >= 0
    index = page.pieces[page.cells[text]]
    readable = np.where(index >= READABLE_INDEX, 0, UNKNOWN_TARGET)
    certain = (index < MAX_COVERED_PIECE) & (len(hiding) == len(faults))
    covered[text] = np.where(certain, 1, readable)
    return covered
