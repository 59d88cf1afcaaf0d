"""Whether tesseract and its languages are installed, and where."""

import importlib.util
import os
import shutil
from functools import cache
from pathlib import Path

from precheck.errors import ToolMissing

LANGUAGE = "ind"
PLACES = ("/usr/share/tesseract-ocr/*/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata")


@cache
def tessdata() -> Path:
    """Return the folder that holds tesseract's languages. Raises ToolMissing."""
    asked = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(asked)] if asked else []
    for place in PLACES:
        folders += sorted(Path("/").glob(place.lstrip("/")), reverse=True)
    for folder in folders:
        if any(folder.glob("*.traineddata")):
            return folder
    raise ToolMissing("Tesseract's languages are missing: apt-get install tesseract-ocr-ind.")


def languages() -> tuple[str, ...]:
    """Return the languages that tesseract can read here; none where it is not installed."""
    try:
        return tuple(sorted(path.stem for path in tessdata().glob("*.traineddata")))
    except ToolMissing:
        return ()


def ready() -> None:
    """Raise ToolMissing, saying what to install, if no line can be read here."""
    if LANGUAGE not in languages():
        raise ToolMissing("Tesseract cannot read Indonesian: apt-get install tesseract-ocr-ind.")
    if not has("tesserocr") and not (has("pytesseract") and shutil.which("tesseract")):
        raise ToolMissing("Tesseract is missing: apt-get install tesseract-ocr.")


def has(module: str) -> bool:
    """Say whether a Python module can be imported here."""
    return importlib.util.find_spec(module) is not None
