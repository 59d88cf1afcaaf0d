"""Where the calibrated and trained artefacts stand, and which they are."""

import hashlib
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from precheck.errors import BadModel

MODELS = Path(__file__).resolve().parent.parent / "models"


@cache
def models_version() -> str:
    """Return a hash of everything in `models/` that a verdict depends on."""
    digest = hashlib.sha256()
    for path in sorted(MODELS.rglob("*")):
        if path.suffix in {".toml", ".onnx", ".npz", ".json"} and path.stem != "baseline":
            digest.update(path.relative_to(MODELS).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def arrays(path: Path) -> Mapping[str, NDArray[Any]]:
    """Read the arrays of a model. Raises BadModel for a file that is not there, or damaged."""
    try:
        with path.open("rb") as raw, np.load(raw) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise BadModel.of(path) from error
