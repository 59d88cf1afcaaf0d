"""Reads lines of print with tesseract, if it is installed; no other module uses it.

Both engines give the same words: `LoadedTesseract` keeps it loaded in this process (tesserocr,
about 9 ms a line), `SpawnedTesseract` starts it for every call (pytesseract, about 100 ms).
"""

import importlib.util
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np

from precheck.capture import Grey, Word
from precheck.errors import ToolMissing

LANGUAGE = "ind"
TESSDATA_PATTERNS = ("share/tesseract-ocr/*/tessdata", "share/tessdata", "local/share/tessdata")
os.environ["OMP_THREAD_LIMIT"] = "1"  # must be set before tesseract is loaded

PSM_SINGLE_LINE = 7  # page segmentation mode of one line of print
OEM_LSTM = 1  # engine mode of the neural net alone
ASSUMED_DPI = 300  # stated to suppress tesseract's estimate and its warning
TIME_LIMIT_S = 5.0  # seconds for one call
LIMITED = Path(__file__).with_name("limited_tesseract.sh")
"""The program under a limit of memory, which pytesseract cannot set."""
TESSERACT_VARIABLES = {"invert_threshold": "0.0", "load_system_dawg": "0", "load_freq_dawg": "0"}
"""No second pass with inverted colours; no dictionary, because numbers are read."""


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


class Reader(Protocol):
    """Reads lines of print."""

    engine: str

    def read(self, lines: Sequence[Grey], *, limit: float = TIME_LIMIT_S) -> list[list[Word]]:
        """Return the words of each line, left to right, boxes in pixels of that line.

        limit: seconds for the whole call; lines not read within it have no words.
        Raises ToolMissing.
        """


def open_reader(engine: str = "auto") -> Reader:
    """Return a reader by `tesserocr`, `pytesseract`, or the faster one installed.

    Raises ToolMissing.
    """
    require_tesseract()
    if engine == "tesserocr" or (engine == "auto" and importable("tesserocr")):
        return LoadedTesseract()
    return SpawnedTesseract()


class LoadedTesseract:
    """Tesseract kept loaded, one instance a thread."""

    engine = "tesserocr"

    def __init__(self) -> None:
        self._thread = threading.local()

    def read(self, lines: Sequence[Grey], *, limit: float = TIME_LIMIT_S) -> list[list[Word]]:
        """Read each line. See Reader."""
        until = time.monotonic() + limit
        return [self._line(line, until) for line in lines]

    def _api(self) -> Any:
        if not hasattr(self._thread, "api"):
            import tesserocr  # noqa: PLC0415 - a foreign library, loaded where it is used

            self._thread.api = tesserocr.PyTessBaseAPI(
                path=str(tessdata()),
                lang=LANGUAGE,
                psm=PSM_SINGLE_LINE,
                oem=OEM_LSTM,
                variables=TESSERACT_VARIABLES,
            )
        return self._thread.api

    def _line(self, line: Grey, until: float) -> list[Word]:
        left_ms = round(1000 * (until - time.monotonic()))
        if left_ms <= 0:
            return []
        api, grey = self._api(), np.ascontiguousarray(line)
        height, width = grey.shape
        api.SetImageBytes(grey.tobytes(), width, height, 1, width)
        api.SetSourceResolution(ASSUMED_DPI)
        in_time = api.Recognize(left_ms) and time.monotonic() <= until  # its own check is rare
        return list(_words(api)) if in_time else []


def _words(api: Any) -> Iterator[Word]:
    import tesserocr  # noqa: PLC0415 - as above

    for found in tesserocr.iterate_level(api.GetIterator(), tesserocr.RIL.WORD):
        if found.Empty(tesserocr.RIL.WORD):
            continue
        text = found.GetUTF8Text(tesserocr.RIL.WORD).strip()
        x0, y0, x1, y1 = found.BoundingBox(tesserocr.RIL.WORD)
        confidence = found.Confidence(tesserocr.RIL.WORD) / 100
        if text:
            yield Word(text=text, box=(x0, y0, x1 - x0, y1 - y0), confidence=confidence)


class SpawnedTesseract:
    """Tesseract started for every call, with all lines in one file in memory."""

    engine = "pytesseract"

    def read(self, lines: Sequence[Grey], *, limit: float = TIME_LIMIT_S) -> list[list[Word]]:
        """Read all lines in one run. See Reader."""
        if not lines:
            return []
        with tempfile.TemporaryDirectory(prefix="precheck-", dir=_memory()) as folder:
            table = _run(lines, Path(folder), limit)
        words: list[list[Word]] = [[] for _ in lines]
        for row in (line.split("\t") for line in table.splitlines()[1:]):
            if len(row) == 12 and row[11].strip():
                words[int(row[1]) - 1].append(_word(row))
        return words


def _memory() -> str | None:
    """Return a folder in memory, or None for the system's temporary one."""
    shared = Path("/dev/shm")  # noqa: S108 - a fresh private folder is made in it
    usable = "TMPDIR" not in os.environ and os.access(shared, os.W_OK)
    return str(shared) if usable else None


def _run(lines: Sequence[Grey], folder: Path, limit: float) -> str:
    """Return the program's table of words; empty if it fails or reaches a limit."""
    import pytesseract  # noqa: PLC0415 - as above

    source, out = folder / "lines.tiff", folder / "words"
    cv2.imwritemulti(str(source), list(lines), (cv2.IMWRITE_TIFF_COMPRESSION, 1))
    settings = " ".join(f"-c {key}={value}" for key, value in TESSERACT_VARIABLES.items())
    modes = f"--psm {PSM_SINGLE_LINE} --oem {OEM_LSTM} --dpi {ASSUMED_DPI}"
    config = f"{modes} --tessdata-dir {tessdata()} {settings} tsv"
    pytesseract.pytesseract.tesseract_cmd = str(LIMITED)
    try:
        pytesseract.pytesseract.run_tesseract(
            str(source), str(out), "tsv", LANGUAGE, config, timeout=limit
        )
    except RuntimeError as error:  # pytesseract's at the time limit; of a program that fails
        if shutil.which("tesseract") is None:
            raise ToolMissing("Tesseract is missing: apt-get install tesseract-ocr.") from error
        return ""
    return out.with_suffix(".tsv").read_text(encoding="utf-8")


def _word(row: list[str]) -> Word:
    x, y, width, height = (int(value) for value in row[6:10])
    return Word(text=row[11].strip(), box=(x, y, width, height), confidence=float(row[10]) / 100)
