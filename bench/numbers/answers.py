"""What precheck says of each shot's number. Kept beside the shots, without any number in it."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from bench.numbers.shots import Row
from precheck.capture import Word
from precheck.check import check
from precheck.models_dir import MODELS
from precheck.number import Number
from precheck.numbers import FORMATS, akta
from precheck.office import Office
from precheck.options import Options
from precheck.parallel import unordered
from precheck.read import Reader, open_reader
from precheck.read.cuts import Grey
from precheck.read.tesseract import TIME_LIMIT
from precheck.suite.scored import same_number
from precheck.threads import one_thread

TIMED = 10  # every so manieth shot is checked without a reader too


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One shot: its truth and what was said."""

    file: str
    kind: str
    """kk, nik, siak or old."""
    label: str
    turned: bool
    state: str
    """read, doubtful, unread, or none where the sheet was not taken for a numbered one."""
    right: bool
    """Whether the value, or else the candidate, is the number."""
    confidence: float | None
    """None where no reading was told."""
    asked: bool
    """Whether the second reader was."""
    type_right: bool
    turn_right: bool
    added_ms: float | None
    """Processor time that reading adds to legibility alone; None where it was not timed."""


def answered(folder: Path, rows: Sequence[Row], jobs: int) -> Iterator[Answer]:
    """Yield an answer a shot; those that this code and these models gave before, from the file."""
    path = folder / f"answers-{code()}.jsonl"
    known = [Answer(**json.loads(line)) for line in _lines(path)]
    wanted = {row["file"] for row in rows}
    yield from (answer for answer in known if answer.file in wanted)
    left = wanted - {answer.file for answer in known}
    work = [(folder, row) for row in rows if row["file"] in left]
    with path.open("a", encoding="utf-8") as out:
        for answer in unordered(_answer, work, jobs):
            out.write(json.dumps(asdict(answer)) + "\n")
            out.flush()
            yield answer


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@cache
def code() -> str:
    """Return a hash of all that an answer depends on."""
    own = Path(__file__).resolve().parent
    package = own.parents[1] / "precheck"
    total = sha256()
    sources = [*package.rglob("*.py"), *MODELS.rglob("*.onnx"), *MODELS.rglob("*.toml")]
    for path in sorted([*sources, *own.glob("*.py")]):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:12]


class Watched:
    """A reader that knows whether it was asked."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self.engine = reader, reader.engine
        self.asked = False

    def read(self, lines: Sequence[Grey], *, limit: float = TIME_LIMIT) -> list[list[Word]]:
        """Read each line. See Reader."""
        self.asked = True
        return self._reader.read(lines, limit=limit)


@cache
def _tools() -> tuple[Office, Watched]:
    one_thread()
    return Office.load(), Watched(open_reader("tesserocr"))


def _answer(work: tuple[Path, Row]) -> Answer:
    folder, row = work
    office, reader = _tools()
    data = (folder / row["file"]).read_bytes()
    reader.asked = False
    start = time.process_time()
    verdict = check(data, Options(), office, reader).verdict
    took = time.process_time() - start
    number = verdict.number
    return Answer(
        file=row["file"],
        kind=kind_of(row["number_kind"], row["number"]),
        label=row["label"],
        turned=row["turn"] != 0,
        state=number.state if number else "none",
        right=_right(number, row["number"]),
        confidence=number.confidence if number and _told(number) else None,
        asked=reader.asked,
        type_right=verdict.document.type == row["type"],
        turn_right=verdict.turn == row["turn"],
        added_ms=1000 * (took - _without_reader(data)) if _timed(row) else None,
    )


def _told(number: Number) -> str | None:
    return number.value or number.candidate


def _right(number: Number | None, truth: str) -> bool:
    told = _told(number) if number else None
    return told is not None and same_number(told, truth)


def _timed(row: Row) -> bool:
    return int(Path(row["file"]).stem) % TIMED == 0


def _without_reader(data: bytes) -> float:
    start = time.process_time()
    check(data, Options(), _tools()[0], None)
    return time.process_time() - start


def kind_of(kind: str, number: str) -> str:
    """Return the row of the table that a number belongs to."""
    if kind != "akta":
        return kind
    return "siak" if akta.SIAK.fullmatch(FORMATS[kind].compact(number)) else "old"
