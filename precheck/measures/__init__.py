"""The measures: one pure function each, (Capture) -> Measurement, that never judges.

Each file says its unit, range, which way is better, when it answers None, and its source.
"""

from collections.abc import Mapping

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
from precheck.measures.too_small import too_small
from precheck.verdict import Measure

MEASURES: Mapping[str, Measure] = {
    measure.__name__: measure
    for measure in (
        legibility,
        cropping,
        occlusion,
        glare,
        blur,
        dark,
        overexposed,
        shadow,
        low_contrast,
        too_small,
        perspective,
        noise,
        screen,
    )
}
"""Each measure by its name: its reason code (but for legibility), its key in limits and answers."""
