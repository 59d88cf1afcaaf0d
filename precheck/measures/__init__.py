"""The measures: pure functions of arrays that measure and never judge.

A measure states its unit, range, which way is better, when it is None, and its source. MEASURES has
the one entry that it needs: the arrays of a capture and its loss that it takes. Common ones, H × W
cells each:

must_read: share of the must-read text; sums to 1, or to 0 without text.
illegible: share of the must-read text that is illegible.
lost: share of the must-read print, hidden print included, that is lost to the fault.
text: probability of text. contrast: paper minus ink of the text, grey levels; NaN without text.
paper: grey level of the paper, 0-255. frame: cells in the photo's frame.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from precheck.capture import Capture, Grid, Mask
from precheck.loss.cause import highlighted, lost_to, shaded
from precheck.loss.frame import cut_shares
from precheck.loss.loss import Loss
from precheck.loss.outside import fills_frame
from precheck.loss.places import in_photo
from precheck.measurement import Measurement, PageMeasurement
from precheck.measures.blur import blur
from precheck.measures.cropping import cropping
from precheck.measures.dark import dark
from precheck.measures.glare import glare
from precheck.measures.legibility import legibility
from precheck.measures.low_contrast import low_contrast
from precheck.measures.noise import noise
from precheck.measures.occlusion import occlusion
from precheck.measures.overexposed import overexposed
from precheck.measures.perspective import perspective
from precheck.measures.screen import screen
from precheck.measures.shadow import shadow
from precheck.measures.too_small import height_of_layout, too_small
from precheck.sheet.pose import tilt
from precheck.text.cells import MIN_TEXT, region_grid
from precheck.text.legibility_net import net_input

Measure = Callable[[Loss], Measurement]

NOT_MEASURED = PageMeasurement(value=None)


def _with_places(
    measures: Mapping[str, Callable[[Capture, Loss], PageMeasurement]],
) -> Mapping[str, Measure]:
    """Return the measures with the places of the photo in place of the page's cells."""

    def measure(on_page: Callable[[Capture, Loss], PageMeasurement], loss: Loss) -> Measurement:
        return in_photo(loss.capture, on_page(loss.capture, loss))

    return {name: partial(measure, on_page) for name, on_page in measures.items()}


def page_heights(capture: Capture) -> Grid:
    """Return the height of the text in each cell, flat pixels; NaN without text."""
    return region_grid(capture, [r.height * capture.light.scale for r in capture.regions])


def _contrast(capture: Capture) -> Grid:
    """Return the contrast of the text in each cell, grey levels; NaN without text."""
    return region_grid(capture, [region.contrast for region in capture.regions])


def _lost_in(loss: Loss, codes: Sequence[str], cells: Mask) -> tuple[Grid, Mask]:
    """Return what is lost to a fault in the cells where it may lie, and these."""
    return lost_to(loss, codes, cells), cells


MEASURES: Mapping[str, Measure] = _with_places(
    {
        "legibility": lambda _, loss: legibility(loss.must_read_text, loss.text_illegibility),
        "cropping": lambda c, _: (
            cropping(
                c.light.inward,
                zones=c.zones if c.shapes else None,
                clipped=() if fills_frame(c) else c.page.clipped,
                beyond=cut_shares(c),
            )
            if c.regions
            else NOT_MEASURED
        ),
        "occlusion": lambda _, loss: occlusion(*_lost_in(loss, ("occlusion",), loss.covered)),
        "glare": lambda c, loss: glare(*_lost_in(loss, ("glare",), highlighted(c.light))),
        "blur": lambda c, loss: blur(
            c.light.grey, c.text.text, page_heights(c), c.light.in_frame, loss.illegible
        ),
        "dark": lambda c, loss: dark(c.light.paper, loss.must_read_cells, loss.illegible),
        "overexposed": lambda c, loss: overexposed(
            c.light.grey,
            c.light.paper,
            _contrast(c),
            c.light.in_frame,
            loss.must_read_cells,
            loss.illegible,
        ),
        "shadow": lambda _, loss: shadow(*_lost_in(loss, ("shadow", "dark"), shaded(loss))),
        "low_contrast": lambda c, loss: low_contrast(
            _contrast(c), c.light.paper, loss.must_read_text, loss.illegible
        ),
        "too_small": lambda c, loss: (
            too_small(
                region_grid(c, [region.height for region in c.regions]),
                loss.must_read_text,
                loss.illegible,
                layout_height=height_of_layout(c.zones, c.page.sheet.quad),
            )
            if c.page.sheetless is None
            else NOT_MEASURED
        ),
        "perspective": lambda c, loss: perspective(
            None if c.page.sheetless else tilt(c.page.sheet.quad, c.photo),
            c.page.sheet.quad,
            loss.illegible,
            shapes=c.shapes,
        ),
        "noise": lambda c, loss: noise(
            c.photo.pixels,
            net_input(c.page),
            c.text.text,
            _contrast(c),
            loss.illegible,
            quantisation=c.photo.coarseness,
        ),
        "screen": lambda c, _: screen(c.page.flat, c.light.in_frame & (c.text.text < MIN_TEXT)),
    }
)
"""By name, the measure of a capture; the name is its reason code and its key in limits."""


def measure_all(loss: Loss) -> Mapping[str, Measurement]:
    """Return every measure of a capture by its name."""
    return {name: measure(loss) for name, measure in MEASURES.items()}
