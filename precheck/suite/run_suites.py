"""Runs several suites: checks the photos, computes the figures and applies the limits."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from precheck.office.calibration import SHIPPED, Calibration
from precheck.suite.check_shots import NO_FILES, OfficeFiles, check_shots
from precheck.suite.comparison import OlderRun, find_flips, rate_changes, read_older_runs
from precheck.suite.figures.all_figures import all_figures, figures_by_world
from precheck.suite.limits import AppliedLimits, FigureLimits, apply_limits
from precheck.suite.manifest import BadSuite, LabelledShots, read_suite
from precheck.suite.report.suite_report import SuiteReport
from precheck.suite.scored_shot import ScoredShot

ANSWERS_SUFFIX = ".answers.jsonl"
"""Of the file of answers."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Options of a run."""

    folders: tuple[Path, ...]
    json_path: Path | None
    limits_path: Path | None
    against: Path | None
    policy: Path | None
    jobs: int | None
    calibration: Calibration = SHIPPED
    """The office's, which the photos are checked under."""


def run_suites(options: RunOptions) -> tuple[list[SuiteReport], frozenset[str]]:
    """Run the suites one after the other; return their reports and the unused limits' suites.

    Raises PrecheckError for invalid manifests and limits, before any photo is checked.
    """
    folders = by_name(options.folders)
    suites = {name: read_suite(folder) for name, folder in folders.items()}
    limits = _limits(options, folders, suites)
    before = _older_runs(options.against, suites) if options.against else {}
    reports = [
        _run_suite(options, folder, limits.by_column, before.get(name))
        for name, folder in folders.items()
    ]
    return reports, limits.unused


def _name(folder: Path) -> str:
    return folder.resolve().name


def answers_stem(folder: Path, json_path: Path | None) -> Path:
    """Return the path of the answers without suffix: beside the JSON report or in the folder."""
    if json_path is None:
        return folder / "run"
    return json_path.with_suffix(f".{_name(folder)}")


def by_name(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the folders by their names. Raises BadSuite if two have the same."""
    named: dict[str, Path] = {}
    for folder in folders:
        if named.setdefault(_name(folder), folder) is not folder:
            raise BadSuite(f"{folder}: another suite is called {_name(folder)} too; rename one.")
    return named


def _limits(
    options: RunOptions, folders: Mapping[str, Path], suites: Mapping[str, LabelledShots]
) -> AppliedLimits:
    """Return the limits of the given file, else those in the suites' folders."""
    if options.limits_path:
        return apply_limits(suites, options.limits_path)
    by_column: dict[str, FigureLimits] = {}
    for name, folder in folders.items():
        own = folder / "suite.toml"
        if own.exists():
            by_column |= apply_limits({name: suites[name]}, own).by_column
    return AppliedLimits(by_column, frozenset())


def _older_runs(path: Path, suites: Mapping[str, LabelledShots]) -> dict[str, OlderRun]:
    runs = read_older_runs(path, list(suites))
    for name, before in runs.items():
        if before.shots.keys().isdisjoint(shot.file for shot in suites[name]):
            raise BadSuite(f"{path}: has no photo of {name}: nothing can be compared.")
    return runs


def _run_suite(
    options: RunOptions, folder: Path, limits: Mapping[str, FigureLimits], before: OlderRun | None
) -> SuiteReport:
    name, stem, jobs = _name(folder), answers_stem(folder, options.json_path), options.jobs
    office = OfficeFiles(options.policy, options.calibration)
    shots = check_suite(folder, Path(f"{stem}{ANSWERS_SUFFIX}"), office, jobs=jobs)
    default = None
    if options.policy:
        default = check_suite(folder, Path(f"{stem}.default{ANSWERS_SUFFIX}"), jobs=jobs)
    return SuiteReport(
        name=name,
        shots=shots,
        figures=all_figures(shots),
        worlds=figures_by_world(shots),
        limits=limits,
        default_figures=all_figures(default) if default else None,
        not_compared=options.against is not None and before is None,
        new_shots=sum(s.shot.file not in before.shots for s in shots) if before else 0,
        changes=rate_changes(shots, before) if before else (),
        flips=find_flips(shots, before) if before else (),
    )


def check_suite(
    folder: Path,
    answers_path: Path,
    office: OfficeFiles = NO_FILES,
    *,
    jobs: int | None = None,
) -> list[ScoredShot]:
    """Check a suite and return its shots with their answers, in the manifest's order."""
    shots = read_suite(folder)
    scored = check_shots(folder, shots, answers_path, office, jobs=jobs)
    label = f"Checking {_name(folder)}"
    with click.progressbar(scored, length=len(shots), label=label, file=sys.stderr) as bar:
        by_file = {each.shot.file: each for each in bar}
    return [by_file[shot.file] for shot in shots]
