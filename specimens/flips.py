"""Measures how strong each fault must be to flip the label: the source of `causes.FLIP`.

For faults that hit the whole photo, by bisection on shots that are acceptable without them.
Faults of a place (finger, card, glare, shadow, fold, cut) flip by where they fall, so theirs are
set by the size of what they hide and checked on a drawn set instead.
"""

from collections.abc import Iterator

from specimens.camera.recipe import Recipe, Setting
from specimens.plan import MAIN
from specimens.take import Series, page, taken
from specimens.truth import Label, Reference
from specimens.world import Split, World

MOST = {
    "defocus": 1.0, "motion": 2.5, "focus_falloff": 2.0, "faint": 6.0, "photocopy": 6.0,
    "dark": 12.0, "overexposed": 8.0, "tilt": 75.0, "noise": 100.0, "jpeg": 5.0, "moire": 1.5,
    "far": 4.0,
}  # fmt: skip
"""The strengths surely beyond the flip, in the faults' own units."""
STEPS = 5
SEEDS = 40  # tried for a shot that is acceptable without the fault


def flips(cause: str, shots: int) -> Iterator[tuple[str, float | None]]:
    """Yield variant and flip strength of a cause, for `shots` shots of each main variant."""
    series = Series(name="flips", seed=77, world=World.of(Split.CALIBRATION))
    setting = Setting.SCREEN if cause == "moire" else Setting.TABLE
    for variant in MAIN:
        for number in range(shots):
            reference = page(series, variant, number)
            plain = _fine(series, reference, setting, number)
            yield variant, None if plain is None else _bisected(series, reference, plain, cause)


def _fine(series: Series, reference: Reference, setting: Setting, number: int) -> Recipe | None:
    """Return a recipe without faults whose shot is acceptable."""
    for seed in range(number * SEEDS, (number + 1) * SEEDS):
        recipe = Recipe(seed=seed, habits=series.world.habits, setting=setting)
        if taken(series, reference, recipe).truth.label() is Label.ACCEPT:
            return recipe
    return None


def _bisected(series: Series, reference: Reference, plain: Recipe, cause: str) -> float:
    low, high = 0.0, MOST[cause]
    for _ in range(STEPS):
        middle = (low + high) / 2
        shot = taken(series, reference, plain.having({cause: middle}))
        if shot.truth.label() is Label.REPHOTO:
            high = middle
        else:
            low = middle
    return (low + high) / 2
