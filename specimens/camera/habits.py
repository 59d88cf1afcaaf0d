"""How the sheets of a world are photographed: surfaces, lights, hands, lenses and phones.

The test set's differ from the calibration set's, so that what is calibrated on the one is evaluated
on conditions it has not seen. The training world shares the calibration set's.
"""

from dataclasses import dataclass
from typing import Literal

Shade = Literal["arm", "side", "phone", "head", "roof"]
Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """The conditions of one world's photographs. Ranges are sampled uniformly."""

    surfaces: str
    """Key of `surfaces.catalogue.SURFACES_BY_HABIT`."""
    surface_tiles: range
    """Seeds of the tiles of each surface; each shot colours, rotates and scales them."""
    shadow_shapes: tuple[Shade, ...]
    """Shapes of what casts shadows."""
    rectangular_share: float
    """Share of reflections with square corners."""
    window_bars: bool
    """Whether a rectangular reflection shows a window's cross."""
    finger_taper: Range
    """Width of a fingertip, in finger widths."""
    finger_bend: float
    """Standard deviation of a finger's curvature."""
    polygonal_share: float
    """Share of lenses with a polygonal aperture; no random number is drawn where it is 0."""
    shake_curve: Range
    """Deviation of a shaking hand's path from a straight line, in path lengths."""
    tone_contrast: Range
    """Contrast of a phone's tone curve: 0 none, 1 strong."""
    strong_sharpening_share: float
    """Share of phones that sharpen strongly."""
    sharpening_radius_px: Range
    """σ of a phone's unsharp mask."""
    coarse_noise_share: float
    """Share of phones whose noise is low-frequency."""


USUAL_HABITS = Habits(
    surfaces="usual", surface_tiles=range(8), shadow_shapes=("arm", "side", "phone"),
    rectangular_share=0.3, window_bars=False, finger_taper=(0.72, 0.98), finger_bend=0.02,
    polygonal_share=0.0, shake_curve=(0.0, 0.25), tone_contrast=(0.0, 0.7),
    strong_sharpening_share=0.25, sharpening_radius_px=(0.8, 1.5), coarse_noise_share=0.3,
)  # fmt: skip
"""Of the calibration set and the training world."""
UNUSUAL_HABITS = Habits(
    surfaces="unusual", surface_tiles=range(1000, 1008),
    shadow_shapes=("phone", "head", "roof"), rectangular_share=0.6, window_bars=True,
    finger_taper=(0.62, 0.8), finger_bend=0.05, polygonal_share=0.5, shake_curve=(0.15, 0.5),
    tone_contrast=(0.3, 1.0), strong_sharpening_share=0.5, sharpening_radius_px=(1.2, 2.0),
    coarse_noise_share=0.6,
)  # fmt: skip
"""Of the test set."""
