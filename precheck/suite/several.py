"""Several suites: each is run, measured and held against its limits."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from precheck.suite.against import changes, flips
from precheck.suite.baseline import Run, older
from precheck.suite.figures import figures, worlds
from precheck.suite.gates import Gates, gates
from precheck.suite.limits import Bounds
from precheck.suite.manifest import BadSuite, Shot, shots
from precheck.suite.report import Report
from precheck.suite.run import run
from precheck.suite.scored import Scored

ANSWERS = ".answers.jsonl"
"""Ending of the file that answers are kept in while a run goes on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What decides a run's reports."""

    folders: tuple[Path, ...]
    json_path: Path | None
    limits_path: Path | None
    against: Path | None
    policy: Path | None
    jobs: int | None

    def kept(self, folder: Path) -> Path:
        """Return where answers are kept, without ending: by the JSON report, else in the folder."""
        if self.json_path is None:
            return folder / "run"
        return self.json_path.with_suffix(f".{_name(folder)}")


def reports(asked: Asked) -> tuple[list[Report], frozenset[str]]:
    """Run the suites in turn; return their reports, and which limits no suite was run for.

    Raises PrecheckError, for wrong manifests and limits before any photo is checked.
    """
    folders = _named(asked.folders)
    suites = {name: shots(folder) for name, folder in folders.items()}
    limits = _gates(asked, folders, suites)
    before = _older(asked.against, suites) if asked.against else {}
    found = [
        _report(asked, folder, limits.bounds, before.get(name)) for name, folder in folders.items()
    ]
    return found, limits.unused


def _name(folder: Path) -> str:
    return folder.resolve().name


def _named(folders: Sequence[Path]) -> dict[str, Path]:
    named: dict[str, Path] = {}
    for folder in folders:
        if named.setdefault(_name(folder), folder) is not folder:
            raise BadSuite(f"{folder}: another suite is called {_name(folder)} too; rename one.")
    return named


def _gates(
    asked: Asked, folders: Mapping[str, Path], suites: Mapping[str, Sequence[Shot]]
) -> Gates:
    """Return the limits of the file asked for, else those of each suite's own, if it has any."""
    if asked.limits_path:
        return gates(suites, asked.limits_path)
    bounds: dict[str, Bounds] = {}
    for name, folder in folders.items():
        own = folder / "suite.toml"
        if own.exists():
            bounds |= gates({name: suites[name]}, own).bounds
    return Gates(bounds, frozenset())


def _older(path: Path, suites: Mapping[str, Sequence[Shot]]) -> dict[str, Run]:
    found = older(path, list(suites))
    for name, before in found.items():
        if before.shots.keys().isdisjoint(shot.file for shot in suites[name]):
            raise BadSuite(f"{path}: has no photo of {name}: nothing can be compared.")
    return found


def _report(asked: Asked, folder: Path, bounds: Mapping[str, Bounds], before: Run | None) -> Report:
    name, kept = _name(folder), asked.kept(folder)
    found = answers(folder, Path(f"{kept}{ANSWERS}"), policy=asked.policy, jobs=asked.jobs)
    default = None
    if asked.policy:  # which is right, or the run above had ended before any work
        default = answers(folder, Path(f"{kept}.default{ANSWERS}"), jobs=asked.jobs)
    return Report(
        name=name,
        shots=found,
        figures=figures(found),
        worlds=worlds(found),
        bounds=bounds,
        before=figures(default) if default else None,
        not_compared=asked.against is not None and before is None,
        changes=changes(found, before) if before else (),
        flips=flips(found, before) if before else (),
    )


def answers(
    folder: Path, kept: Path, *, policy: Path | None = None, jobs: int | None = None
) -> list[Scored]:
    """Return every shot of a suite beside its answer, in the manifest's order."""
    listed = shots(folder)
    rows = run(folder, listed, kept, policy=policy, jobs=jobs)
    label = f"Checking {_name(folder)}"
    with click.progressbar(rows, length=len(listed), label=label, file=sys.stderr) as bar:
        found = {scored.shot.file: scored for scored in bar}
    return [found[shot.file] for shot in listed]
