"""`python -m tests.api.desk.night`: 400 photos by two officers at once while much goes wrong."""

import sys
import tempfile
import time
from pathlib import Path

import click

from tests.api.desk.night.choices import DECIDES
from tests.api.desk.night.night import Night, spend
from tests.api.desk.night.officer import Officer

EVENTS = 3
"""What goes wrong: the upload, the service, a session."""


@click.command()
@click.option("--count", default=400, show_default=True, type=click.IntRange(min=40))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(min=1))
def main(count: int, workers: int) -> None:
    """Spend a night; exit status 1 if a photo is lost, doubled or other than an officer decided."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        night = spend(Path(folder), count, workers=2, batch_workers=workers, wait=10)
        click.echo(summary(night, time.monotonic() - begun))
        click.echo("\n".join(["", *night.faults]) if night.faults else "\nnothing lost or doubled")
    sys.exit(bool(night.faults) or len(night.happened) < EVENTS)


def summary(night: Night, seconds: float) -> str:
    """Return what was done, with how many keys and clicks."""
    officers = night.officers.values()
    unseen = sum(one.unseen for one in officers)
    listed = sum(len(one.log) for one in officers) - night.queued
    objected = sum(one.objected for one in officers)
    took = ", ".join(f"{what} {took:.0f} s" for what, took in night.took.items())
    sources = (
        f"{unseen} accepted as sure by one click ({night.unreadable_unseen} of them unreadable)",
        f"{listed} sure re-photos confirmed by reason ({objected} more taken out as readable)",
        f"{night.queued} decided one by one in the queue",
    )
    return "\n".join(
        [
            f"{len(night.truths)} photos, all checked by real workers: {', '.join(sources)}",
            f"what went wrong: {', '.join(night.happened)}",
            f"{took}; in all {seconds:.0f} s",
            *map(hands, officers),
        ]
    )


def hands(officer: Officer) -> str:
    """Return one officer's line."""
    clicks, beyond = officer.clicks.total(), dict(officer.keys)
    decided = beyond.pop(DECIDES, 0)
    keys = "; ".join(f"{what} {number}" for what, number in sorted(beyond.items()))
    clicked = ", ".join(f"{what} {number}" for what, number in officer.clicks.items())
    return (
        f"{officer.name}: {officer.queued} in the queue by {decided} keys, {clicks} clicks"
        f" ({clicked}); {sum(beyond.values())} other keys ({keys})"
    )


if __name__ == "__main__":
    main()
