"""The causes of a bad photo: how each is told in a manifest, and how strong it must be."""

from collections.abc import Mapping

REASONS: Mapping[str, tuple[str, ...]] = {
    "defocus": ("blur",),
    "motion": ("blur",),
    "focus_falloff": ("blur",),
    "faint": ("low_contrast",),
    "photocopy": ("low_contrast",),
    "dark": ("dark", "low_contrast"),
    "overexposed": ("overexposed", "glare"),
    "shadow": ("shadow", "dark"),
    "tilt": ("perspective", "blur", "too_small"),
    "noise": ("noise", "blur"),
    "jpeg": ("noise", "blur"),
    "moire": ("noise", "blur"),
    "fold": ("shadow", "occlusion"),
    "finger": ("occlusion",),
    "card": ("occlusion",),
    "far": ("too_small",),
    "cut": ("cropping",),
    "glare": ("glare",),
    "hidden_glare": ("glare",),
    "hidden_finger": ("occlusion",),
    "hidden_card": ("occlusion",),
    "no_document": ("no_document",),
    "blank_side": ("no_document",),
    "back_side": ("no_document",),
    "several": ("several_documents",),
    "closeup_number": ("cropping",),
}
"""The reason codes that are right to name first, by cause."""
HIDDEN = ("hidden_glare", "hidden_finger", "hidden_card")
"""One must-read field hidden, by what. The manifest calls all three hidden_field."""
FLIP: Mapping[str, float] = {
    "defocus": 0.12, "motion": 0.4, "focus_falloff": 0.25, "faint": 1.5, "photocopy": 1.4,
    "dark": 3.0, "overexposed": 1.5, "shadow": 4.5, "tilt": 40.0, "noise": 53.0, "jpeg": 2.7,
    "moire": 0.9, "fold": 10.0, "finger": 10.0, "card": 18.0, "far": 0.5, "cut": 25.0,
    "glare": 10.0,
}  # fmt: skip
"""Dose at which the label flips on a page: the fault's unit, but `far` in times further.

Of faults of the whole photo the medians that `specimens flips` measures, but for two: a phone
cannot lean by twice the 54 degrees at which pages flip, and the coarsest JPEG there is flips no
KTP-el. A cut flips where half of the drawn ones do; what else falls on a place, by its size.
"""
BY_FAMILY: Mapping[str, Mapping[str, float]] = {
    "ktp": {
        "defocus": 0.17,
        "motion": 0.65,
        "faint": 2.5,
        "photocopy": 2.3,
        "dark": 4.5,
        "overexposed": 2.1,
        "jpeg": 3.2,
        "noise": 84.0,
        "tilt": 55.0,
        "far": 1.2,
        "fold": 2.0,
        "finger": 5.0,
        "card": 8.0,
        "cut": 8.0,
        "glare": 4.0,
    },
    "akta": {"far": 0.7},
    "other": {"far": 1.6, "cut": 40.0},
}
"""Where a document's kind differs: small cards are hidden sooner and seen from further."""


def flip(cause: str, type_: str) -> float:
    """Return the strength at which the label flips for a type of document."""
    return BY_FAMILY.get(type_.partition("_")[0], {}).get(cause, FLIP[cause])
