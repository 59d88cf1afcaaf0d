"""`make week`: 300 applications in a week of an office, on SQLite and on PostgreSQL."""

import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import click
import pytest

from api.process import logs
from api.process.checker import checker_with_reader
from api.settings import Settings
from precheck.runtime.process import prepare_process
from tests.api.channels.made import SECRETS
from tests.api.week.album import RealAlbum, Remembering
from tests.api.week.clock import DAY, HOUR
from tests.api.week.recount import Recount, percentiles, recount
from tests.api.week.week import Plan, Week, spend
from tests.servers.postgres import postgres

SHOWN = 40
DATABASES = {"sqlite": nullcontext, "postgresql": postgres}


@click.command()
@click.option("--applications", default=300, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", default=64, show_default=True)
@click.option("--on", "chosen", multiple=True, type=click.Choice(list(DATABASES)))
@click.option("--log", type=click.Path(path_type=Path), help="File for the service's log.")
def main(applications: int, seed: int, chosen: tuple[str, ...], log: Path | None) -> None:
    """Spend a week; exit status 1 if anything in it was lost, told twice or left undone."""
    prepare_process()
    check, faults = Remembering(checker_with_reader(Settings().guards)), 0
    with pytest.MonkeyPatch.context() as patch, (log or Path("/dev/null")).open("w") as lines:
        logs.configure(lines)
        for name, secret in SECRETS.items():
            patch.setenv(name, secret)
        for name in chosen or DATABASES:
            found: list[Recount] = []
            began = time.monotonic()
            with DATABASES[name]() as address, tempfile.TemporaryDirectory() as folder:
                plan = Plan(applications=applications, seed=seed)
                week = spend(
                    plan,
                    Path(folder),
                    address,
                    RealAlbum(),
                    check,
                    lambda week, found=found: found.append(recount(week)),
                )
            click.echo(f"{name}, {time.monotonic() - began:.0f} s, {check.checks} real checks")
            click.echo(summary(week, *found))
            faults += len(found[0].faults)
    sys.exit(bool(faults))


def summary(week: Week, found: Recount) -> str:
    """Return the week's report."""
    acts = sum((one.acts for one in week.officers), Counter())
    closed = max(1, len(found.rounds))
    promises = [
        f"  {name}: {found.kept[name, True]} kept, {found.kept[name, False]} not;"
        f" office hours until then {percentiles(found.keeping.get(name, ()), HOUR)}"
        for name in sorted({name for name, _ in found.kept})
    ]
    made, refused = week.town.faults.made, sum(one.unanswered for one in week.officers)
    lines = [
        (
            f"{len(week.citizens)} citizens, {found.said} messages with {found.photos} photos,"
            f" {found.heard} answers and news"
        ),
        (
            f"went wrong: {_listed(made)}; {week.town.untaken} deliveries not taken at first,"
            f" {refused} acts of officers refused"
        ),
        f"applications: {_listed(found.applications)}",
        f"citizens: {_listed(found.fates)}",
        (
            f"closed ones: {sum(found.rounds) / closed:.2f} photos each,"
            f" {sum(found.sent_back) / closed:.2f} of them sent back"
        ),
        f"officers: {_listed(acts)}",
        "promises:",
    ]
    lines += promises
    lines += [
        (
            f"median / 95 % / longest: first answer {percentiles(found.first, 1)} s,"
            f" closing {percentiles(found.closing, DAY)} days,"
            f" wait {percentiles(found.waits, HOUR)} office hours"
        ),
        f"excuses: {found.excuses}",
        f"faults: {len(found.faults)}",
    ]
    return "\n".join([*lines, *(f"  {one}" for one in found.faults[:SHOWN]), ""])


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counts.items())) or "none"


if __name__ == "__main__":
    main()
