"""A bar on standard error: how many photos are done, how fast, and how long it will take."""

import sys
import time
from collections.abc import Iterable

import click

from precheck.bulk.run import Tally


def shown(rows: Iterable[object], tally: Tally, expected: int) -> None:
    """Draw the bar while rows come, until there are no more."""
    start = time.monotonic()

    def rate(done: int | None) -> str:
        return f"{(done or 0) / max(time.monotonic() - start, 1e-3):.1f}/s"

    with click.progressbar(
        range(expected),
        expected,
        label="Checking",
        show_pos=True,
        item_show_func=rate,
        file=sys.stderr,
    ) as bar:
        for done, _ in enumerate(rows, 1):
            bar.length = max(expected - tally.at_once, done)
            bar.update(1, done)
