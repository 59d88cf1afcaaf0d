"""Checks the photos of folders as they are and after each edit."""

import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import click

from precheck.command import check_data, check_file
from precheck.decode.file import decode
from precheck.decode.signature import format_of
from precheck.options import Options
from precheck.suite.answers_file import Answer, answer_files, answers_key
from precheck.suite.check_shots import load_office
from precheck.suite.figures.figure import Figure
from precheck.suite.limits import FigureLimits, LimitCheck
from precheck.suite.manifest import BadSuite, read_suite
from precheck.suite.steady import edits
from precheck.suite.steady.edits import EDITS, edited
from precheck.suite.steady.steadiness import Change, Changes, steady_figures

AS_IT_IS = "as it is"
"""In the place of an edit's name: the answer for the photo itself."""
HEAD_BYTES = 1024
"""Of a file, by which its format is recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SteadyOptions:
    """Options of a run."""

    strength: float = 1.0
    """Of the edits, see `edits`."""
    sample: int | None = None
    """Number of photos of a folder; None: all."""
    jobs: int | None = None
    """Processes; None: one a core."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SteadyReport:
    """How steady the answers for one folder's photos are."""

    name: str
    """Name of the folder."""
    folder: Path
    strength: float
    answers: Mapping[str, Mapping[str, Answer]]
    """By photo, then by edit."""
    changes: Changes
    figures: Mapping[str, Figure]
    limits: FigureLimits = field(default_factory=dict)

    @property
    def unanswered(self) -> int:
        """Number of photos without an answer, which are not edited."""
        return sum(len(answers) == 1 for answers in self.answers.values())

    @property
    def limit_checks(self) -> list[LimitCheck]:
        """Each limit with its figure."""
        return [LimitCheck(self.name, self.figures[n], limit) for n, limit in self.limits.items()]

    @property
    def red(self) -> bool:
        """Whether a limit is broken."""
        return not all(check.kept for check in self.limit_checks)


def run_steady(
    folder: Path,
    answers_path: Path,
    limits: FigureLimits,
    options: SteadyOptions,
) -> SteadyReport:
    """Check a folder's photos and their edits.

    answers_path: file of the answers, which a later run continues. Raises BadSuite.
    """
    files = photos(folder)
    key = answers_key(
        [folder / file for file in files],
        None,
        (options.strength, Path(edits.__file__).read_bytes()),
    )
    work, chosen = partial(check_edits, folder, options.strength), sampled(files, options.sample)
    answered = answer_files(work, chosen, answers_path, key, jobs=options.jobs)
    label = f"Checking {folder.resolve().name} and {len(EDITS)} edits of each photo"
    with click.progressbar(answered, length=len(chosen), label=label, file=sys.stderr) as bar:
        answers = dict(bar)
    found = [change for file in chosen for change in _changes(file, answers[file])]
    return SteadyReport(
        name=folder.resolve().name,
        folder=folder,
        strength=options.strength,
        answers=answers,
        changes=found,
        figures=steady_figures(found),
        limits=limits,
    )


def photos(folder: Path) -> list[str]:
    """Return the photos of a suite, or all pictures in a folder without a manifest.

    Raises BadSuite where there is none.
    """
    if (folder / "manifest.jsonl").exists():
        return [shot.file for shot in read_suite(folder)]
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_picture(path)]
    if not files:
        raise BadSuite(f"{folder}: holds neither manifest.jsonl nor any picture.")
    return [str(path.relative_to(folder)) for path in files]


def _is_picture(path: Path) -> bool:
    with path.open("rb") as file:
        return format_of(file.read(HEAD_BYTES)) is not None


def sampled(files: Sequence[str], count: int | None) -> list[str]:
    """Return `count` of the files, the same in every run, or all."""
    if count is None:
        return list(files)
    return sorted(files, key=lambda file: hashlib.sha256(file.encode()).digest())[:count]


def check_edits(folder: Path, strength: float, file: str) -> tuple[str, dict[str, Answer]]:
    """Check a photo as it is and, if there is an answer, after each edit; return its name too."""
    office = load_office(None)
    answer, _ = check_file(folder / file, Options(), office)
    answers = {AS_IT_IS: answer}
    if "error" not in answer:
        pixels = decode((folder / file).read_bytes()).pixels
        for edit in EDITS:
            answers[edit], _ = check_data(edited(pixels, edit, strength), Options(), office)
    return file, answers


def _changes(file: str, answers: Mapping[str, Answer]) -> Iterator[Change]:
    before = answers[AS_IT_IS]
    for edit, after in answers.items():
        if edit != AS_IT_IS:
            yield Change(file=file, edit=edit, before=before, after=after)
