"""The answers for the shots in brief, stored beside the shots without any number."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from bench.numbers.shots import TruthRow
from precheck.capture import Grey, Word
from precheck.check import check
from precheck.number_formats import akta
from precheck.number_formats.formats import NUMBER_FORMATS
from precheck.ocr.tesseract import TIME_LIMIT_S, Reader, open_reader
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.models import MODELS
from precheck.runtime.parallel import map_unordered
from precheck.runtime.process import prepare_process
from precheck.suite.scored_shot import same_number

TIMED_INTERVAL = 10  # every tenth shot is also checked without a reader


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAnswer:
    """One shot and the answer for its number."""

    file: str
    kind: str
    """kk, nik, siak or old."""
    label: str
    turned: bool
    state: str
    """read, doubtful, unread, or none if no numbered document was recognised."""
    right: bool
    """Whether the value, or else the candidate, is the number."""
    confidence: float | None
    """None if nothing was read."""
    second_reader: bool
    """Whether tesseract was used."""
    type_right: bool
    turn_right: bool
    added_ms: float | None
    """Processor time that reading adds to a check without a reader; None if not timed."""


def answers(folder: Path, rows: Sequence[TruthRow], jobs: int) -> Iterator[NumberAnswer]:
    """Yield the answer for each shot; those stored by the same code and models are not repeated."""
    path = folder / f"answers-{code_version()}.jsonl"
    stored = [NumberAnswer(**json.loads(line)) for line in _lines(path)]
    wanted = {row["file"] for row in rows}
    yield from (answer for answer in stored if answer.file in wanted)
    left = wanted - {answer.file for answer in stored}
    work = [(folder, row) for row in rows if row["file"] in left]
    with path.open("a", encoding="utf-8") as out:
        for answer in map_unordered(_answer, work, jobs):
            out.write(json.dumps(asdict(answer)) + "\n")
            out.flush()
            yield answer


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@cache
def code_version() -> str:
    """Return a hash of the code and models that decide an answer."""
    own = Path(__file__).resolve().parent
    package = own.parents[1] / "precheck"
    total = sha256()
    sources = [*package.rglob("*.py"), *MODELS.rglob("*.onnx"), *MODELS.rglob("*.toml")]
    for path in sorted([*sources, *own.glob("*.py")]):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:12]


class WatchedReader:
    """A reader that records whether it was used."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self.engine = reader, reader.engine
        self.used = False

    def read(self, lines: Sequence[Grey], *, limit: float = TIME_LIMIT_S) -> list[list[Word]]:
        """Read each line. See Reader."""
        self.used = True
        return self._reader.read(lines, limit=limit)


@cache
def _tools() -> tuple[Office, WatchedReader]:
    prepare_process()
    return Office.load(), WatchedReader(open_reader("tesserocr"))


def _answer(work: tuple[Path, TruthRow]) -> NumberAnswer:
    folder, row = work
    office, reader = _tools()
    data = (folder / row["file"]).read_bytes()
    reader.used = False
    start = time.process_time()
    verdict = check(data, Options(), office, reader).verdict
    seconds = time.process_time() - start
    number = verdict.number
    reading = number and (number.value or number.candidate)
    return NumberAnswer(
        file=row["file"],
        kind=kind_of(row["number_kind"], row["number"]),
        label=row["label"],
        turned=row["turn"] != 0,
        state=number.state if number else "none",
        right=reading is not None and same_number(reading, row["number"]),
        confidence=number.confidence if number and reading else None,
        second_reader=reader.used,
        type_right=verdict.document.type == row["type"],
        turn_right=verdict.turn == row["turn"],
        added_ms=1000 * (seconds - _seconds_without_reader(data)) if _is_timed(row) else None,
    )


def _is_timed(row: TruthRow) -> bool:
    return int(Path(row["file"]).stem) % TIMED_INTERVAL == 0


def _seconds_without_reader(data: bytes) -> float:
    start = time.process_time()
    check(data, Options(), _tools()[0], None)
    return time.process_time() - start


def kind_of(kind: str, number: str) -> str:
    """Return the kind of a number in the table: an akta number is `siak` or `old`."""
    if kind != "akta":
        return kind
    return "siak" if akta.SIAK.fullmatch(NUMBER_FORMATS[kind].compact(number)) else "old"
