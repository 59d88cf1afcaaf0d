"""A progress bar on standard error: photos done, photos per second, time left."""

import sys
import time
from collections.abc import Iterable

import click

from precheck.bulk.run import RunProgress


def show_progress(rows: Iterable[object], progress: RunProgress, estimate: int) -> None:
    """Consume the rows and draw the bar. estimate: number of photos, roughly."""
    start = time.monotonic()

    def rate(done: int | None) -> str:
        return f"{(done or 0) / max(time.monotonic() - start, 1e-3):.1f}/s"

    with click.progressbar(
        range(estimate),
        estimate,
        label="Checking",
        show_pos=True,
        item_show_func=rate,
        file=sys.stderr,
    ) as bar:
        for done, _ in enumerate(rows, 1):
            bar.length = max(estimate - progress.unchecked, done)
            bar.update(1, done)
