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

WITHOUT_EFFECT = frozenset({"baseline", "suite_shares"})
"""Names of files that no verdict depends on."""
MODELS = (Path(__file__).parents[1] / "models").resolve()
"""In a checkout a link to the folder `models/` beside the package; the wheel holds the files."""


@cache
def models_version() -> str:
    """Return a hash of all files in `models/` that a verdict depends on, 12 hex digits."""
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.relative_to(MODELS).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def verify_models() -> None:
    """Compare all files with SHA256SUMS. Raises BadModel for one that is missing or changed."""
    sums = MODELS / "SHA256SUMS"
    if not sums.is_file():
        raise BadModel.of(sums)
    lines = (line.partition("  ") for line in sums.read_text(encoding="utf-8").splitlines())
    expected = {name: digest for digest, _, name in lines}
    for path in {*_files(), *(MODELS / name for name in expected)}:
        known = expected.get(path.relative_to(MODELS).as_posix())
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != known:
            raise BadModel.of(path)


def _files() -> list[Path]:
    """Return the files that a verdict depends on."""
    return sorted(
        path
        for path in MODELS.rglob("*")
        if path.suffix in {".toml", ".onnx", ".npz", ".json"} and path.stem not in WITHOUT_EFFECT
    )


def load_arrays(path: Path) -> Mapping[str, NDArray[Any]]:
    """Read the arrays of an .npz file. Raises BadModel for a missing or damaged file."""
    try:
        with path.open("rb") as raw, np.load(raw) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise BadModel.of(path) from error
