"""The commands `precheck suite run` and `precheck suite calibrate`."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from precheck.errors import PrecheckError
from precheck.models_dir import MODELS
from precheck.office import Office
from precheck.options import TYPES
from precheck.suite.accept_limit import Costs
from precheck.suite.against import changes, flips, older, write_baseline
from precheck.suite.calibrate import Occasion, write_accept_limits, write_measure_limits
from precheck.suite.decided import proposals, read, told
from precheck.suite.figures import figures
from precheck.suite.junit import write as write_junit
from precheck.suite.limits import Bound, bounds, judge
from precheck.suite.manifest import shots
from precheck.suite.report import Report, write_html, write_json
from precheck.suite.run import Job, run
from precheck.suite.scored import Scored
from precheck.suite.summary import summary
from precheck.suite.thumbs import Look

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OLD_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
ANSWERS = ".answers.jsonl"
"""Ending of the file that answers are kept in while a run goes on."""
COST = click.FloatRange(min=0, min_open=True)


@click.group()
def suite() -> None:
    """Measure error rates on labelled photos, and calibrate on them."""


@suite.command("run")
@click.argument("folder", type=FOLDER)
@click.option("--json", "json_path", type=NEW_FILE, help="Report for later comparison.")
@click.option("--html", "html_path", type=NEW_FILE, help="Report for people, in one file.")
@click.option("--junit", "junit_path", type=NEW_FILE, help="Report for a CI.")
@click.option("--against", type=OLD_FILE, help="An older --json or --baseline file.")
@click.option("--baseline", type=NEW_FILE, help="File for verdict, reason and number a shot.")
@click.option("--limits", type=OLD_FILE, help="Limits; default: suite.toml in FOLDER, if any.")
@click.option("--policy", type=OLD_FILE, help="An office's settings: rates before and after.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; default: cores.")
def run_suite(
    folder: Path,
    json_path: Path | None,
    html_path: Path | None,
    junit_path: Path | None,
    against: Path | None,
    baseline: Path | None,
    limits: Path | None,
    policy: Path | None,
    jobs: int | None,
) -> None:
    """Check every photo of FOLDER and hold the figures against its limits.

    FOLDER holds manifest.jsonl, suite.toml and the photos. A run broken off goes on where it was.
    Exit status: 0 all limits kept, 1 a limit broken or a rate significantly worse than --against,
    2 wrong usage.
    """
    asked = Asked(folder, json_path, limits, against, policy, jobs)
    try:
        report = _reported(asked)
    except PrecheckError as error:
        raise click.UsageError(str(error)) from error
    if json_path:
        write_json(json_path, report)
    if html_path:
        write_html(html_path, report, Look(folder, policy))
    if junit_path:
        write_junit(junit_path, report.judged, report.changes)
    if baseline:
        write_baseline(baseline, report.shots)
    click.echo(summary(report))
    sys.exit(report.red)


@dataclass(frozen=True, slots=True)
class Asked:
    """What decides a run's report."""

    folder: Path
    json_path: Path | None
    limits_path: Path | None
    against: Path | None
    policy: Path | None
    jobs: int | None

    @property
    def kept(self) -> Path:
        """Where answers are kept, without ending: beside the JSON report, else in the folder."""
        return self.json_path.with_suffix("") if self.json_path else self.folder / "run"

    def limits(self) -> Mapping[str, Bound]:
        """Return the limits; none where the suite has no file. Raises BadSuite."""
        own = self.folder / "suite.toml"
        path = self.limits_path or (own if own.exists() else None)
        return {} if path is None else bounds(path)


def _reported(asked: Asked) -> Report:
    """Run a suite, before and after the policy if there is one. Raises PrecheckError."""
    limits, before = asked.limits(), (older(asked.against) if asked.against else None)
    kept = Path(f"{asked.kept}{ANSWERS}")
    found = answers(asked.folder, kept, policy=asked.policy, jobs=asked.jobs)
    default = None
    if asked.policy:  # which is right, or the run above had ended before any work
        default = answers(asked.folder, Path(f"{asked.kept}.default{ANSWERS}"), jobs=asked.jobs)
    all_figures = figures(found)
    return Report(
        title=f"Suite {asked.folder.resolve().name}",
        shots=found,
        figures=all_figures,
        judged=judge(all_figures, limits),
        before=figures(default) if default else None,
        changes=changes(found, before) if before else (),
        flips=flips(found, before) if before else (),
    )


def answers(
    folder: Path, kept: Path, *, policy: Path | None = None, jobs: int | None = None
) -> list[Scored]:
    """Return every shot of a suite beside its answer, in the manifest's order."""
    listed = shots(folder)
    job = Job(folder=folder, shots=listed, kept=kept, policy=policy, jobs=jobs)
    with click.progressbar(run(job), length=len(listed), label="Checking", file=sys.stderr) as bar:
        found = {scored.shot.file: scored for scored in bar}
    return [found[shot.file] for shot in listed]


@suite.command("calibrate")
@click.argument("folder", type=FOLDER, required=False)
@click.option("--also", type=FOLDER, multiple=True, help="Another suite to learn from as well.")
@click.option("--decisions", type=OLD_FILE, help="What the desk saved: proposes, writes nothing.")
@click.option("--policy", type=OLD_FILE, help="With --decisions: the office's settings in force.")
@click.option("--false-re-photo", type=COST, default=1.0, show_default=True, help="Its cost.")
@click.option("--false-accept", type=COST, default=1.0, show_default=True, help="Its cost.")
def calibrate(
    folder: Path | None,
    also: tuple[Path, ...],
    decisions: Path | None,
    policy: Path | None,
    false_re_photo: float,
    false_accept: float,
) -> None:
    """Fit the acceptance model and all limits in models/ on the shots of FOLDER.

    Never on a suite that error rates are told of: those shots must stay unseen. With --also, the
    model learns from more print and paper; all limits are FOLDER's alone. With --decisions
    instead, propose limits of p_accept from what officers decided, with both error rates before and
    after; nothing is changed.
    """
    costs = Costs(false_re_photo, false_accept)
    if (folder is None) == (decisions is None):
        raise click.UsageError("Name a FOLDER, or --decisions FILE.")
    if also and folder is None:
        raise click.UsageError("--also goes with a FOLDER: decisions teach the model nothing.")
    try:
        if decisions is not None:
            _propose(decisions, policy, costs)
        elif folder is not None:
            _calibrate(folder, also, costs)
    except PrecheckError as error:
        raise click.UsageError(str(error)) from error


def _propose(path: Path, policy: Path | None, costs: Costs) -> None:
    office = Office.load(policy)
    now = {type_: office.accept_limit(type_) for type_ in TYPES}
    for one in proposals(read(path), costs, now):
        click.echo(told(one, office.setting_for))


def _calibrate(folder: Path, also: tuple[Path, ...], costs: Costs) -> None:
    from precheck.suite.learn import learn  # noqa: PLC0415 - scikit-learn is for calibration only

    day = datetime.now(UTC).date()
    occasion = Occasion(name=folder.resolve().name, costs=costs, day=day)
    held = learn(folder, also=also, out=MODELS / "accept.json")
    found = answers(folder, folder / f"calibration{ANSWERS}")
    for line in write_accept_limits(MODELS, held, occasion):
        click.echo(line)
    for line in write_measure_limits(MODELS, found, occasion):
        click.echo(line)
