"""Where the calibrated and trained artefacts stand, and which they are."""

import hashlib
from functools import cache
from pathlib import Path

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
