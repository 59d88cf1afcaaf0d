"""Runs a suite: every photo through the check, on all cores, each answer kept as it comes.

Answers are kept in a file whose first line is a key of everything that decides them: photos, code,
models and policy. A run that was broken off goes on; one that anything changed starts anew.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any, TextIO

from precheck.command import checked
from precheck.models_dir import models_version
from precheck.office import Office
from precheck.options import Options
from precheck.parallel import cores, unordered
from precheck.suite.manifest import Shot
from precheck.suite.scored import Scored

PACKAGE = Path(__file__).resolve().parent.parent
CODE = (".py", ".toml", ".tsv")
"""Endings of the package's files that decide answers."""


def run(
    folder: Path,
    shots: Sequence[Shot],
    kept: Path,
    *,
    policy: Path | None = None,
    jobs: int | None = None,
) -> Iterator[Scored]:
    """Yield every shot beside its answer: first those in the file `kept`, then each as it is done.

    policy: the office's own settings; None: the defaults. jobs: processes; None: all cores.
    """
    office(policy)  # a wrong policy ends here, before any work
    mark = key(folder, shots, policy)
    answers = _kept(kept, mark)
    yield from (Scored(s, answers[s.file]) for s in shots if s.file in answers)
    left = {shot.file: shot for shot in shots if shot.file not in answers}
    work = partial(answer, folder, policy)
    with _opened(kept, mark, fresh=not answers) as out:
        for file, found in unordered(work, left, jobs or cores()):
            out.write(json.dumps({"file": file, "answer": found}) + "\n")
            out.flush()
            yield Scored(left[file], found)


def answer(folder: Path, policy: Path | None, file: str) -> tuple[str, dict[str, Any]]:
    """Check one photo: its name and the contract's object, or one with `error`."""
    told, _ = checked(folder / file, Options(), office(policy))
    return file, told


@cache
def office(policy: Path | None) -> Office:
    """Return the settings in force. Raises BadPolicy."""
    return Office.load(policy)


def key(folder: Path, shots: Sequence[Shot], policy: Path | None) -> str:
    """Return a hash of everything that decides the answers."""
    total = hashlib.sha256(models_version().encode())
    code = [
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in CODE and path.parent != PACKAGE / "suite"
    ]
    for path in sorted([*code, *([policy] if policy else [])]):
        total.update(path.name.encode() + path.read_bytes())
    for path in sorted(folder / shot.file for shot in shots):
        about = path.stat() if path.exists() else None
        total.update(f"{path.name} {about and (about.st_size, about.st_mtime_ns)}".encode())
    return total.hexdigest()[:16]


def _kept(path: Path, mark: str) -> dict[str, dict[str, Any]]:
    """Return the answers of a run with the same key; a line cut off by a crash is left out."""
    if not path.exists():
        return {}
    first, *lines = path.read_text(encoding="utf-8").split("\n")
    if first != mark:
        return {}
    rows = [json.loads(line) for line in lines[:-1]]
    return {row["file"]: row["answer"] for row in rows}


@contextmanager
def _opened(path: Path, mark: str, *, fresh: bool) -> Iterator[TextIO]:
    """Open the file of answers behind its last whole line, or with nothing but its key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if fresh:
        path.write_text(mark + "\n", encoding="utf-8")
    else:
        whole = path.read_bytes()
        path.write_bytes(whole[: whole.rindex(b"\n") + 1])
    with path.open("a", encoding="utf-8") as out:
        yield out
