"""The commands `precheck suite run` and `precheck suite calibrate`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from precheck.errors import PrecheckError
from precheck.models_dir import MODELS
from precheck.office import Costs, Office
from precheck.options import TYPES
from precheck.suite.baseline import write_baseline
from precheck.suite.calibrate import Occasion, write_accept_limits, write_measure_limits
from precheck.suite.decided import proposals, read, told
from precheck.suite.junit import write as write_junit
from precheck.suite.report_html import write_html
from precheck.suite.report_json import write_json
from precheck.suite.several import ANSWERS, Asked, answers, reports
from precheck.suite.summary import summary
from precheck.suite.thumbs import Look

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OLD_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
COST = click.FloatRange(min=0, min_open=True)


@click.group()
def suite() -> None:
    """Measure error rates on labelled photos, and calibrate on them."""


@suite.command("run")
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=FOLDER)
@click.option("--json", "json_path", type=NEW_FILE, help="Report for later comparison.")
@click.option("--html", "html_path", type=NEW_FILE, help="Report for people, in one file.")
@click.option("--junit", "junit_path", type=NEW_FILE, help="Report for a CI.")
@click.option("--against", type=OLD_FILE, help="An older --json or --baseline file.")
@click.option("--baseline", type=NEW_FILE, help="File for verdict, reason and number a shot.")
@click.option("--limits", type=OLD_FILE, help="Limits; default: suite.toml of each FOLDER.")
@click.option("--policy", type=OLD_FILE, help="An office's settings: rates before and after.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; default: cores.")
def run_suite(
    folders: tuple[Path, ...],
    json_path: Path | None,
    html_path: Path | None,
    junit_path: Path | None,
    against: Path | None,
    baseline: Path | None,
    limits: Path | None,
    policy: Path | None,
    jobs: int | None,
) -> None:
    """Check every photo of each FOLDER and hold the figures against their limits.

    Prints one table: a row a figure, a column a FOLDER, then the worst. A FOLDER holds
    manifest.jsonl, suite.toml and the photos. A run broken off goes on where it was. Exit status: 0
    all limits kept, 1 a limit broken or a rate significantly worse than --against, 2 wrong usage.
    """
    asked = Asked(folders, json_path, limits, against, policy, jobs)
    try:
        found, unused = reports(asked)
    except PrecheckError as error:
        raise click.UsageError(str(error)) from error
    if json_path:
        write_json(json_path, found)
    if html_path:
        write_html(html_path, found, [Look(folder, policy) for folder in folders])
    if junit_path:
        write_junit(junit_path, found)
    if baseline:
        write_baseline(baseline, {report.name: report.shots for report in found})
    click.echo(summary(found, unused))
    sys.exit(any(report.red for report in found))


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

    Never on a suite that error rates are told of: those shots must stay unseen. Suites named with
    --also, of other printers, phones and lights, count as much as FOLDER. With --decisions
    instead, propose limits of p_accept from what officers decided, with both error rates before and
    after; nothing is changed.
    """
    costs = Costs(false_re_photo=false_re_photo, false_accept=false_accept)
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
    suites = (folder, *also)
    name = " + ".join(each.resolve().name for each in suites)
    occasion = Occasion(name=name, costs=costs, day=day)
    count = learn(folder, also=also, out=MODELS / "accept.json")
    found = [shot for each in suites for shot in answers(each, each / f"calibration{ANSWERS}")]
    for line in write_accept_limits(MODELS, count, occasion):
        click.echo(line)
    for line in write_measure_limits(MODELS, found, occasion):
        click.echo(line)
