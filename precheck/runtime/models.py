"""The folder of calibrated and trained artefacts: its path, its version, its array files."""

import hashlib
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from precheck.errors import BadModel

MODELS = Path(__file__).resolve().parents[2] / "models"


@cache
def models_version() -> str:
    """Return a hash of all files in `models/` that a verdict depends on, 12 hex digits."""
    digest = hashlib.sha256()
    for path in sorted(MODELS.rglob("*")):
        if path.suffix in {".toml", ".onnx", ".npz", ".json"} and path.stem != "baseline":
            digest.update(path.relative_to(MODELS).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def load_arrays(path: Path) -> Mapping[str, NDArray[Any]]:
    """Read the arrays of an .npz file. Raises BadModel for a missing or damaged file."""
    try:
        with path.open("rb") as raw, np.load(raw) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise BadModel.of(path) from error
