"""Where the calibrated and trained artefacts stand."""

from pathlib import Path

MODELS = Path(__file__).resolve().parent.parent / "models"
