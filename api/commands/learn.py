"""`precheck-api learn`: learns from officers' decisions, and proposes."""

import tempfile
import time
from dataclasses import replace
from pathlib import Path

import click

from api.commands.stores import reported
from api.process import scratch
from api.settings import load
from api.store.calibrations import Learned
from api.store.database.store import Store
from api.work import learning
from precheck.learning.judging import Comparison, Estimate
from precheck.learning.learn import MIN_DAYS, MIN_DECISIONS, MIN_SENDERS, Outcome
from precheck.learning.learn import Learned as Found
from precheck.office.calibration import Calibration
from precheck.office.policy import Office
from precheck.suite.run_suites import RunOptions, run_suites

OUTCOMES = {
    Outcome.PROPOSED: "Better on days and senders that were held out.",
    Outcome.TOO_FEW: f"Nothing is proposed: it takes {MIN_DECISIONS} decisions of both kinds that "
    f"count, on {MIN_DAYS} days, of {MIN_SENDERS} senders.",
    Outcome.NOT_BETTER: "Nothing is proposed: the log loss is not surely lower.",
    Outcome.MORE_ERRORS: "Nothing is proposed: there may be more errors at the office's limits.",
    Outcome.SAME: "Nothing is proposed: it is the calibration in force.",
}


@click.command("learn")
@click.option(
    "--suite",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The office's suite: a proposal that breaks one of its limits cannot be adopted.",
)
def learn(suite: Path | None) -> None:
    """Learn from the officers' decisions, and keep what is better as a proposal.

    With the settings of the service. Nothing changes until QA adopts it at the desk. Exit status: 0
    also where nothing is proposed; 1 where the suite broke a limit.
    """
    with reported():
        settings = load()
        office, store = Office.load(settings.policy), Store.open(settings)
        try:
            found = learning.found(store, office, settings.timezone)
            gate = None
            if suite is not None and found.outcome is Outcome.PROPOSED:
                gate = _run(suite, settings.policy, found.calibration)
            kept = learning.keep(store, found, time.time(), gate)
        finally:
            store.close()
    _tell(found, kept)
    if kept.suite_red:
        raise SystemExit(1)


def _run(suite: Path, policy: Path | None, calibration: Calibration) -> dict[str, object]:
    """Check the suite under the calibration; its answers, with numbers, reach no disk."""
    with tempfile.TemporaryDirectory(dir=scratch.in_memory()) as folder:
        options = RunOptions(
            folders=(suite,),
            json_path=Path(folder) / "report.json",
            limits_path=None,
            against=None,
            policy=policy,
            jobs=None,
        )
        reports, _ = run_suites(replace(options, calibration=calibration))
    (report,) = reports
    broken = [f"{one.column}: {one.description}" for one in report.limit_checks if not one.kept]
    return {"name": report.name, "red": report.red, "broken": broken}


def _tell(found: Found, kept: Learned) -> None:
    click.echo(f"{found.decisions} decisions, {found.days} days, {found.senders} senders.")
    for one in found.left_out:
        click.echo(
            f"{one.officer} is left out: decides otherwise than the others by more than chance "
            f"({one.differs} of {one.decisions} differ, of sure photos {one.differs_on_sure} of "
            f"{one.sure}). Ask, and look at the decisions."
        )
    for name, compared in (("days", found.by_day), ("senders", found.by_sender)):
        if compared is not None:
            click.echo(f"Held-out {name}:  log loss lower by {_interval(compared.gain)}")
            _tell_rates(compared)
    click.echo(OUTCOMES[found.outcome])
    if found.outcome is Outcome.PROPOSED:
        new = found.calibration
        title = kept.calibration.name
        click.echo(f"Proposed: {title}: slope {new.slope:.3f}, offset {new.offset:+.3f}")
        for type_, offset in new.offsets.items():
            click.echo(f"  {type_}: {offset:+.3f} more")
        suite = kept.figures["suite"]
        if suite and suite["red"]:
            click.echo(f"{suite['name']} broke: {'; '.join(suite['broken'])}. Not to be adopted.")
        else:
            click.echo("QA adopts it at /desk/learning.")


def _tell_rates(compared: Comparison) -> None:
    for name, one in (("now", compared.shipped), ("proposed", compared.learned)):
        click.echo(
            f"  {name:9} sent back {_percent(one.false_re_photo)}  "
            f"accepted {_percent(one.false_accept)}  Brier {one.brier.value:.4f}  "
            f"calibration error {one.calibration_error.value:.4f}"
        )


def _interval(one: Estimate) -> str:
    return f"{one.value:.4f} ({one.low:.4f} to {one.high:.4f})"


def _percent(one: Estimate) -> str:
    return f"{one.value:.1%} ({one.low:.1%}-{one.high:.1%})"
