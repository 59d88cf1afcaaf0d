"""What of a page's print is lost, computed once for the measures, the features and the causes."""

from dataclasses import dataclass

import numpy as np

from precheck.capture import Capture, Grid, Mask
from precheck.loss.lost import expected, must_read_print
from precheck.loss.seen import black, burnt_out, covered, unreadability, unseen, word_legibility
from precheck.loss.visible import must_read_cells, must_read_text, text_illegibility
from precheck.text.cells import MIN_TEXT, normalised


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loss:
    """A capture and the grids of its cells, as the functions of the same names describe them."""

    capture: Capture
    must_read_text: Grid
    must_read_cells: Grid
    text_illegibility: Grid
    covered: Mask
    burnt_out: Mask
    black: Mask
    unseen: Mask
    unreadability: Grid
    word_legibility: Grid
    expected: Grid
    must_read_print: Grid

    @classmethod
    def of(cls, capture: Capture) -> "Loss":
        """Return the loss on a page."""
        text, over, burnt = must_read_text(capture), covered(capture), burnt_out(capture)
        dark = black(capture)
        hidden = burnt | dark | (over & (capture.text.text < MIN_TEXT))
        blind = unseen(capture, hidden)
        print_ = expected(capture, blind, burnt)
        return cls(
            capture=capture,
            must_read_text=text,
            must_read_cells=must_read_cells(capture, text),
            text_illegibility=text_illegibility(capture.text),
            covered=over,
            burnt_out=burnt,
            black=dark,
            unseen=blind,
            unreadability=unreadability(capture, hidden),
            word_legibility=word_legibility(capture, hidden),
            expected=print_,
            must_read_print=must_read_print(capture, print_),
        )

    @property
    def illegible(self) -> Grid:
        """Share of `must_read_cells` that is illegible in each cell; sums to 0-1."""
        return np.asarray(self.must_read_cells * self.text_illegibility, np.float32)

    @property
    def lost(self) -> Grid:
        """Share of the must-read print that is lost in each cell; sums to 0-1."""
        return np.asarray(self.must_read_print * self.unreadability, np.float32)

    @property
    def lost_of_all_print(self) -> Grid:
        """Share of all print that is lost in each cell; sums to 0-1."""
        print_ = np.where(self.capture.light.in_frame, self.expected, 0).astype(np.float32)
        return np.asarray(normalised(print_) * self.unreadability, np.float32)
