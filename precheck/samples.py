"""Where the words that must be read stand on some pages of a form: no two families are alike."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np

from precheck.capture import Samples
from precheck.errors import BadModel
from precheck.models_dir import MODELS, arrays

FILE = MODELS / "samples.npz"

WORD = np.dtype([("box", "<f2", 4), ("page", "<u2"), ("number", "?"), ("words", "u1")])
"""A word of the file, or two signs of the number: left, top, right and bottom in shares of the
page, 0–1; its page; whether it is the number; how many words it stands for, the number for all."""


def samples(type_: str, form: str) -> Samples | None:
    """Return the sample pages of a type's form; None where it is unknown."""
    return every(FILE).get(f"{type_}_{form}")


@cache
def every(path: Path) -> Mapping[str, Samples]:
    """Read a file of samples, by type and form. Raises BadModel for one that is none."""
    found = arrays(path)
    if not found or any(words.dtype != WORD or not words.size for words in found.values()):
        raise BadModel.of(path)
    return {
        name: Samples(
            boxes=words["box"].astype(np.float32),
            page=words["page"].astype(np.intp),
            number=words["number"],
            words=words["words"].astype(np.float32),
        )
        for name, words in found.items()
    }
