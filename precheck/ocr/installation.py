"""Checks that tesseract and its languages are installed, and finds their folder."""

import importlib.util
import os
import shutil
from functools import cache
from pathlib import Path

from precheck.errors import ToolMissing

LANGUAGE = "ind"
TESSDATA_PATTERNS = ("share/tesseract-ocr/*/tessdata", "share/tessdata", "local/share/tessdata")


@cache
def tessdata() -> Path:
    """Return the folder of tesseract's languages. Raises ToolMissing."""
    configured = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(configured)] if configured else []
    for pattern in TESSDATA_PATTERNS:
        folders += sorted(Path("/usr").glob(pattern), reverse=True)
    for folder in folders:
        if any(folder.glob("*.traineddata")):
            return folder
    raise ToolMissing("Tesseract's languages are missing: apt-get install tesseract-ocr-ind.")


def languages() -> tuple[str, ...]:
    """Return the installed languages; none without tesseract."""
    try:
        return tuple(sorted(path.stem for path in tessdata().glob("*.traineddata")))
    except ToolMissing:
        return ()


def require_tesseract() -> None:
    """Raise ToolMissing, with what to install, if tesseract cannot be run."""
    if LANGUAGE not in languages():
        raise ToolMissing("Tesseract cannot read Indonesian: apt-get install tesseract-ocr-ind.")
    spawned = importable("pytesseract") and shutil.which("tesseract")
    if not importable("tesserocr") and not spawned:
        raise ToolMissing("Tesseract is missing: apt-get install tesseract-ocr.")


def importable(module: str) -> bool:
    """Return whether a Python module can be imported."""
    return importlib.util.find_spec(module) is not None
