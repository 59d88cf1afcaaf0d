"""The faults of a photo: their reason codes, their units, and the strengths that flip the label."""

from collections.abc import Mapping

REASONS_BY_CAUSE: Mapping[str, tuple[str, ...]] = {
    "defocus": ("blur",), "motion": ("blur",), "focus_falloff": ("blur",),
    "faint": ("low_contrast",), "photocopy": ("low_contrast",), "dark": ("dark", "low_contrast"),
    "overexposed": ("overexposed", "glare"), "shadow": ("shadow", "dark"),
    "tilt": ("perspective", "blur", "too_small"), "noise": ("noise", "blur"),
    "jpeg": ("noise", "blur"), "moire": ("noise", "blur"), "fold": ("shadow", "occlusion"),
    "finger": ("occlusion",), "card": ("occlusion",), "far": ("too_small",), "cut": ("cropping",),
    "glare": ("glare",), "hidden_glare": ("glare",), "hidden_finger": ("occlusion",),
    "hidden_card": ("occlusion",), "no_document": ("no_document",), "blank_side": ("no_document",),
    "back_side": ("no_document",), "several": ("several_documents",),
    "closeup_number": ("cropping",),
}  # fmt: skip
"""The reason codes that are correct as the first reason, by cause."""
HIDDEN_FIELD_CAUSES = ("hidden_glare", "hidden_finger", "hidden_card")
"""One must-read field is hidden; in the manifest the cause of all three is hidden_field."""
FAULT_UNITS: Mapping[str, str] = {
    "defocus": "px", "motion": "px", "focus_falloff": "px", "faint": "stops",
    "photocopy": "stops", "dark": "stops", "overexposed": "stops", "shadow": "stops",
    "tilt": "degrees", "noise": "grey levels", "jpeg": "log2 of quantisation",
    "moire": "amplitude", "fold": "mm", "finger": "mm", "card": "mm", "far": "text heights a pixel",
    "cut": "mm", "glare": "mm", "hidden_glare": "fields", "hidden_finger": "fields",
    "hidden_card": "fields", "closeup_number": "share of the frame", "several": "sheets",
    "no_document": "", "blank_side": "", "back_side": "",
}  # fmt: skip
"""The unit of each cause's strength."""
CAMERA_FAULTS = frozenset({
    "defocus", "motion", "focus_falloff", "dark", "overexposed", "shadow", "glare", "hidden_glare",
    "noise", "jpeg", "moire",
})  # fmt: skip
"""Faults of light, lens, sensor and transmission: they do not change the scene."""
IN_TEXT_HEIGHTS = frozenset({"defocus", "motion", "focus_falloff"})
"""Faults whose strength a recipe gives in heights of the must-read text; manifests give pixels."""
FLIP_STRENGTHS: Mapping[str, float] = {
    "defocus": 0.12, "motion": 0.4, "focus_falloff": 0.25, "faint": 1.5, "photocopy": 1.4,
    "dark": 3.0, "overexposed": 1.5, "shadow": 4.5, "tilt": 40.0, "noise": 53.0, "jpeg": 2.7,
    "moire": 0.9, "fold": 10.0, "finger": 10.0, "card": 18.0, "far": 0.5, "cut": 25.0,
    "glare": 10.0,
}  # fmt: skip
"""Strength at which the label of a page flips, in the fault's unit (`far`: times further away).

Faults of the whole photo: medians that `specimens flips` measures, except `tilt` (pages flip at 54
degrees, and a phone cannot lean by twice that) and `jpeg` (no JPEG quality flips a KTP-el). `cut`:
half of the drawn cuts flip the label. Other local faults: by the size of what they hide.
"""
FLIP_STRENGTHS_BY_TYPE: Mapping[str, Mapping[str, float]] = {
    "ktp": {
        "defocus": 0.17, "motion": 0.65, "faint": 2.5, "photocopy": 2.3, "dark": 4.5,
        "overexposed": 2.1, "jpeg": 3.2, "noise": 84.0, "tilt": 55.0, "far": 1.2, "fold": 2.0,
        "finger": 5.0, "card": 8.0, "cut": 8.0, "glare": 4.0,
    },
    "akta": {"far": 0.7},
    "other": {"far": 1.6, "cut": 40.0},
}  # fmt: skip
"""Flip strengths that differ by document type."""


def flip_strength(cause: str, type_: str) -> float:
    """Return the strength at which the label flips for a document type, in the cause's unit."""
    by_type = FLIP_STRENGTHS_BY_TYPE.get(type_.partition("_")[0], {})
    return by_type.get(cause, FLIP_STRENGTHS[cause])
