"""Measures the strengths at which the label flips: the source of `faults.FLIP_STRENGTHS`.

Faults of the whole photo are measured by bisection on shots that are acceptable without them. Local
faults (finger, card, glare, shadow, fold, cut) depend on where they fall; their strengths are set
by the size of what they hide and checked on a drawn set.
"""

from collections.abc import Iterator

from specimens.camera.recipe import Recipe, Setting
from specimens.dataset.plan import MAIN_VARIANTS
from specimens.dataset.shots import Series, draw_page, labelled_shot
from specimens.truth.legibility import Label, Reference
from specimens.world import Split, World

MAX_STRENGTHS = {
    "defocus": 1.0, "motion": 2.5, "focus_falloff": 2.0, "faint": 6.0, "photocopy": 6.0,
    "dark": 12.0, "overexposed": 8.0, "tilt": 75.0, "noise": 100.0, "jpeg": 5.0, "moire": 1.5,
    "far": 4.0,
}  # fmt: skip
"""Upper bounds of the bisection, in the faults' units."""
BISECTIONS = 5
MAX_SEEDS = 40  # tried for a shot that is acceptable without the fault


def measure_flip_strengths(cause: str, shots: int) -> Iterator[tuple[str, float | None]]:
    """Yield variant and flip strength of a cause for `shots` shots of each main variant.

    None where no acceptable shot without the fault was found.
    """
    series = Series(name="flips", seed=77, world=World.of(Split.CALIBRATION))
    setting = Setting.SCREEN if cause == "moire" else Setting.TABLE
    for variant in MAIN_VARIANTS:
        for number in range(shots):
            reference = draw_page(series, variant, number)
            recipe = _acceptable_recipe(series, reference, setting, number)
            yield variant, None if recipe is None else _bisect(series, reference, recipe, cause)


def _acceptable_recipe(
    series: Series, reference: Reference, setting: Setting, number: int
) -> Recipe | None:
    """Return a recipe without faults whose shot is acceptable."""
    for seed in range(number * MAX_SEEDS, (number + 1) * MAX_SEEDS):
        recipe = Recipe(seed=seed, habits=series.world.habits, setting=setting)
        if labelled_shot(series, reference, recipe).truth.label() is Label.ACCEPT:
            return recipe
    return None


def _bisect(series: Series, reference: Reference, faultless: Recipe, cause: str) -> float:
    low, high = 0.0, MAX_STRENGTHS[cause]
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        shot = labelled_shot(series, reference, faultless.with_faults({cause: middle}))
        if shot.truth.label() is Label.REPHOTO:
            high = middle
        else:
            low = middle
    return (low + high) / 2
