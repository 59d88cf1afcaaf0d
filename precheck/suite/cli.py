"""The commands `precheck suite run` and `precheck suite calibrate`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from precheck.command import require_outputs, resumable
from precheck.errors import PrecheckError
from precheck.office.policy import Costs, Office
from precheck.options import TYPES
from precheck.runtime.models import MODELS
from precheck.suite.calibration.officer_decisions import describe, propose_limits, read_decisions
from precheck.suite.comparison import write_baseline
from precheck.suite.limits import NO_LIMITS, apply_steady_limits
from precheck.suite.report.as_json import write_json
from precheck.suite.report.html import Thumbnails, write_html
from precheck.suite.report.junit import write_junit
from precheck.suite.report.overview import summary
from precheck.suite.report.steady import steady_summary, write_steady_html, write_steady_json
from precheck.suite.run_suites import (
    ANSWERS_SUFFIX,
    RunOptions,
    answers_stem,
    by_name,
    check_suite,
    run_suites,
)
from precheck.suite.shares import write_shares
from precheck.suite.steady.edits import MAX_STRENGTH
from precheck.suite.steady.run_steady import SteadyOptions, run_steady

INPUT_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
INPUT_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
REPORT_FILE = click.Path(dir_okay=False, path_type=Path)
STRENGTH = click.FloatRange(min=0, min_open=True, max=MAX_STRENGTH)
COST = click.FloatRange(min=0, min_open=True)


@click.group()
def suite() -> None:
    """Measure error rates on labelled photos, and calibrate on them."""


@suite.command("run")
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=INPUT_FOLDER)
@click.option("--json", "json_path", type=REPORT_FILE, help="Report for later comparison.")
@click.option("--html", "html_path", type=REPORT_FILE, help="Report for people, in one file.")
@click.option("--junit", "junit_path", type=REPORT_FILE, help="Report for a CI.")
@click.option("--against", type=INPUT_FILE, help="An older --json or --baseline file.")
@click.option("--baseline", type=REPORT_FILE, help="File for verdict, reason and number a shot.")
@click.option("--shares", type=REPORT_FILE, help="File for the shares that /metrics shows.")
@click.option("--limits", type=INPUT_FILE, help="Limits; default: suite.toml of each FOLDER.")
@click.option("--policy", type=INPUT_FILE, help="An office's settings: rates before and after.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; default: cores.")
def run_suite(
    folders: tuple[Path, ...],
    json_path: Path | None,
    html_path: Path | None,
    junit_path: Path | None,
    against: Path | None,
    baseline: Path | None,
    shares: Path | None,
    limits: Path | None,
    policy: Path | None,
    jobs: int | None,
) -> None:
    """Check every photo of each FOLDER and compare the figures with their limits.

    Prints one table: a row a figure, a column a FOLDER, then the worst. A FOLDER holds
    manifest.jsonl, suite.toml and the photos. A run that was broken off is continued. Exit status:
    0 all limits kept, 1 a limit broken or a rate significantly worse than --against, 2 wrong usage,
    130 broken off with Ctrl-C.
    """
    require_outputs(json_path, html_path, junit_path, baseline, shares)
    options = RunOptions(folders, json_path, limits, against, policy, jobs)
    try:
        with resumable():
            reports, unused = run_suites(options)
    except PrecheckError as error:
        raise click.UsageError(str(error)) from error
    if json_path:
        write_json(json_path, reports)
    if html_path:
        write_html(html_path, reports, [Thumbnails(folder, policy) for folder in folders])
    if junit_path:
        write_junit(junit_path, reports)
    if baseline:
        write_baseline(baseline, {report.name: report.shots for report in reports})
    if shares:
        write_shares(shares, reports[0].shots)
    click.echo(summary(reports, unused))
    sys.exit(any(report.red for report in reports))


@suite.command("steady")
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=INPUT_FOLDER)
@click.option("--strength", type=STRENGTH, default=1.0, show_default=True, help="Of the edits.")
@click.option("--sample", type=click.IntRange(min=1), help="Photos of each FOLDER; default: all.")
@click.option("--json", "json_path", type=REPORT_FILE, help="All figures and changes.")
@click.option("--html", "html_path", type=REPORT_FILE, help="Report with the flips' pictures.")
@click.option("--limits", type=INPUT_FILE, help="Limits; default: none.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; default: cores.")
def steady(
    folders: tuple[Path, ...],
    strength: float,
    sample: int | None,
    json_path: Path | None,
    html_path: Path | None,
    limits: Path | None,
    jobs: int | None,
) -> None:
    """Check how far answers move under edits that change nothing for a reader.

    Each photo of each FOLDER is checked as it is and after seven edits: saved as JPEG of quality
    80, scaled by 0.93, 6 % brighter, warmer, turned by 1.5 and by 90 degrees, and with a margin of
    3 % repeated from the edge. --strength 0.5 halves them, 2 doubles them. A flip is another
    verdict with p_accept changed by more than 0.1. A FOLDER is a suite, whose labels are not used,
    or holds pictures only. A run that was broken off is continued. Exit status as `suite run`.
    """
    require_outputs(json_path, html_path)
    try:
        names = [folder.resolve().name for folder in by_name(folders).values()]
        applied = apply_steady_limits(names, limits) if limits else NO_LIMITS
        with resumable():
            reports = [
                run_steady(
                    folder,
                    Path(f"{answers_stem(folder, json_path)}.steady{ANSWERS_SUFFIX}"),
                    applied.by_column.get(name, {}),
                    SteadyOptions(strength=strength, sample=sample, jobs=jobs),
                )
                for name, folder in zip(names, folders, strict=True)
            ]
    except PrecheckError as error:
        raise click.UsageError(str(error)) from error
    if json_path:
        write_steady_json(json_path, reports)
    if html_path:
        write_steady_html(html_path, reports)
    click.echo(steady_summary(reports, sorted(applied.unused)))
    sys.exit(any(report.red for report in reports))


@suite.command("calibrate")
@click.argument("folder", type=INPUT_FOLDER, required=False)
@click.option("--also", type=INPUT_FOLDER, multiple=True, help="Another suite to calibrate on.")
@click.option("--decisions", type=INPUT_FILE, help="File saved by the desk: only propose limits.")
@click.option("--policy", type=INPUT_FILE, help="With --decisions: the office's settings in force.")
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

    Never use a suite that error rates are measured on. Each suite given with --also, of other
    printers, phones and lights, has the same weight as FOLDER. With --decisions instead, limits of
    p_accept are proposed from officers' decisions, with both error rates before and after; nothing
    is changed.
    """
    costs = Costs(false_re_photo=false_re_photo, false_accept=false_accept)
    if (folder is None) == (decisions is None):
        raise click.UsageError("Name a FOLDER, or --decisions FILE.")
    if also and folder is None:
        raise click.UsageError("--also needs a FOLDER: decisions do not change the model.")
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
    for proposal in propose_limits(read_decisions(path), costs, now):
        click.echo(describe(proposal, office.setting_for))


def _calibrate(folder: Path, also: tuple[Path, ...], costs: Costs) -> None:
    # scikit-learn and tomlkit are installed for development only
    from precheck.suite.calibration.calibrate_acceptance import calibrate_acceptance  # noqa: PLC0415
    from precheck.suite.calibration.limits import (  # noqa: PLC0415
        Calibration,
        write_accept_limits,
        write_measure_limits,
    )

    suites = (folder, *also)
    name = " + ".join(each.resolve().name for each in suites)
    calibration = Calibration(name=name, costs=costs, day=datetime.now(UTC).date())
    count = calibrate_acceptance(folder, also=also)
    shots = [
        shot for each in suites for shot in check_suite(each, each / f"calibration{ANSWERS_SUFFIX}")
    ]
    for line in write_accept_limits(MODELS, count, calibration):
        click.echo(line)
    for line in write_measure_limits(MODELS, shots, calibration):
        click.echo(line)
