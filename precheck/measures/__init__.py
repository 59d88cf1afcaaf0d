"""The measures: pure functions of arrays that measure and never judge.

A measure states its unit, range, which way is better, when it is None, and its source. MEASURES has
the one entry that it needs: the arrays of a capture that it takes. Common ones, H × W cells each:

must_read: share of the must-read text; sums to 1, or to 0 without text.
illegible: share of the must-read text that is illegible.
lost: share of the must-read print, hidden print included, that is lost to the fault.
text: probability of text. contrast: paper minus ink of the text, grey levels; NaN without text.
paper: grey level of the paper, 0-255. frame: cells in the photo's frame.
"""

from collections.abc import Callable, Mapping
from functools import partial

from precheck.capture import Capture, Grid
from precheck.loss.cause import highlighted, lost_to, shaded
from precheck.loss.frame import cut_shares
from precheck.loss.outside import fills_frame
from precheck.loss.places import in_photo
from precheck.loss.seen import covered
from precheck.loss.visible import illegible, must_read_cells, must_read_text, text_illegibility
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
from precheck.text.cells import MIN_TEXT, in_frame, region_grid
from precheck.text.legibility_net import net_input

Measure = Callable[[Capture], Measurement]

NOT_MEASURED = PageMeasurement(value=None)


def _with_places(
    measures: Mapping[str, Callable[[Capture], PageMeasurement]],
) -> Mapping[str, Measure]:
    """Return the measures with the places of the photo in place of the page's cells."""

    def measure(on_page: Callable[[Capture], PageMeasurement], capture: Capture) -> Measurement:
        return in_photo(capture, on_page(capture))

    return {name: partial(measure, on_page) for name, on_page in measures.items()}


def page_heights(capture: Capture) -> Grid:
    """Return the height of the text in each cell, flat pixels; NaN without text."""
    return region_grid(capture, [r.height * capture.light.scale for r in capture.regions])


def _contrast(capture: Capture) -> Grid:
    """Return the contrast of the text in each cell, grey levels; NaN without text."""
    return region_grid(capture, [region.contrast for region in capture.regions])


MEASURES: Mapping[str, Measure] = _with_places(
    {
        "legibility": lambda c: legibility(must_read_text(c), text_illegibility(c)),
        "cropping": lambda c: (
            cropping(
                c.light.inward,
                zones=c.zones if c.shapes else None,
                clipped=() if fills_frame(c) else c.page.clipped,
                beyond=cut_shares(c),
            )
            if c.regions
            else NOT_MEASURED
        ),
        "occlusion": lambda c: occlusion(lost_to(c, ("occlusion",), covered(c)), covered(c)),
        "glare": lambda c: glare(lost_to(c, ("glare",), highlighted(c)), highlighted(c)),
        "blur": lambda c: blur(
            c.light.grey, c.text.text, page_heights(c), in_frame(c), illegible(c)
        ),
        "dark": lambda c: dark(c.light.paper, must_read_cells(c), illegible(c)),
        "overexposed": lambda c: overexposed(
            c.light.grey, c.light.paper, _contrast(c), in_frame(c), must_read_cells(c), illegible(c)
        ),
        "shadow": lambda c: shadow(lost_to(c, ("shadow", "dark"), shaded(c)), shaded(c)),
        "low_contrast": lambda c: low_contrast(
            _contrast(c), c.light.paper, must_read_text(c), illegible(c)
        ),
        "too_small": lambda c: (
            too_small(
                region_grid(c, [region.height for region in c.regions]),
                must_read_text(c),
                illegible(c),
                layout_height=height_of_layout(c.zones, c.page.sheet.quad),
            )
            if c.page.sheetless is None
            else NOT_MEASURED
        ),
        "perspective": lambda c: perspective(
            None if c.page.sheetless else tilt(c.page.sheet.quad, c.photo),
            c.page.sheet.quad,
            illegible(c),
            shapes=c.shapes,
        ),
        "noise": lambda c: noise(
            c.photo.pixels,
            net_input(c.page),
            c.text.text,
            _contrast(c),
            illegible(c),
            quantisation=c.photo.coarseness,
        ),
        "screen": lambda c: screen(c.page.flat, in_frame(c) & (c.text.text < MIN_TEXT)),
    }
)
"""By name, the measure of a capture; the name is its reason code and its key in limits."""


def measure_all(capture: Capture) -> Mapping[str, Measurement]:
    """Return every measure of a capture by its name."""
    return {name: measure(capture) for name, measure in MEASURES.items()}
