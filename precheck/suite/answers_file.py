"""A file of answers that an interrupted run continues.

The first line is a hash of all that decides the answers: photos, code, models and policy. A run
with the same hash continues the file; any other run starts a new file.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from precheck.runtime.models import models_version
from precheck.runtime.parallel import cores, map_unordered

PACKAGE = Path(__file__).resolve().parent.parent
CODE_SUFFIXES = (".py", ".toml", ".tsv")
"""Files of the package that decide answers."""

Answer = dict[str, Any]
"""JSON."""


def answer_files(
    work: Callable[[str], tuple[str, Answer]],
    files: Iterable[str],
    answers_path: Path,
    run_key: str,
    *,
    jobs: int | None = None,
) -> Iterator[tuple[str, Answer]]:
    """Yield name and answer of every file: first those stored, then each as it is checked.

    work: returns a file's name and answer, which is stored at once. jobs: processes; None: one a
    core.
    """
    stored = _stored_answers(answers_path, run_key)
    wanted = list(files)
    yield from ((file, stored[file]) for file in wanted if file in stored)
    left = [file for file in wanted if file not in stored]
    with _open_to_append(answers_path, run_key, fresh=not stored) as out:
        for file, answer in map_unordered(work, left, jobs or cores()):
            out.write(json.dumps({"file": file, "answer": answer}) + "\n")
            out.flush()
            yield file, answer


def answers_key(photos: Iterable[Path], policy: Path | None, settings: object = None) -> str:
    """Return a hash of everything that decides the answers.

    settings: what else decides them, by its `repr`; None: nothing.
    """
    total = hashlib.sha256(models_version().encode())
    if settings is not None:
        total.update(repr(settings).encode())
    code = [
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in CODE_SUFFIXES and not path.is_relative_to(PACKAGE / "suite")
    ]
    for path in sorted([*code, *([policy] if policy else [])]):
        total.update(path.name.encode() + path.read_bytes())
    for path in sorted(photos):
        stat = path.stat() if path.exists() else None
        total.update(f"{path.name} {stat and (stat.st_size, stat.st_mtime_ns)}".encode())
    return total.hexdigest()[:16]


def _stored_answers(path: Path, run_key: str) -> dict[str, Answer]:
    """Return the answers of a run with the same key, without an incomplete last line."""
    if not path.exists():
        return {}
    first, *lines = path.read_text(encoding="utf-8").split("\n")
    if first != run_key:
        return {}
    rows = [json.loads(line) for line in lines[:-1]]
    return {row["file"]: row["answer"] for row in rows}


@contextmanager
def _open_to_append(path: Path, run_key: str, *, fresh: bool) -> Iterator[TextIO]:
    """Open the file of answers after its last complete line, or with only its key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if fresh:
        path.write_text(run_key + "\n", encoding="utf-8")
    else:
        data = path.read_bytes()
        path.write_bytes(data[: data.rindex(b"\n") + 1])
    with path.open("a", encoding="utf-8") as out:
        yield out
