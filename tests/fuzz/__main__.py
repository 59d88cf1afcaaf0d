"""`python -m tests.fuzz`: mutated files of every format through `POST /check`."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import click

from precheck.runtime.parallel import cores
from tests.fuzz.corpus import corpus
from tests.fuzz.mutate import mutant
from tests.fuzz.services import decodings, verdicts
from tests.fuzz.watch import SLOW, FileOutcome, answers

GREEDY = 900
"""Megabytes that no file may take: the largest picture allowed needs some 600."""
REPORT_EVERY = 1000
"""Files between two lines of progress."""
SERVICES = {"decode": decodings, "verdict": verdicts}

Row = tuple[str, bytes, FileOutcome]
"""What was done to a file, the file, and what became of it."""


def is_failure(answer: FileOutcome) -> bool:
    """Say whether a file crashed, hung, gave a 5xx or took too much time or memory."""
    answered = 200 <= answer.status < 500
    return not answered or answer.seconds > SLOW or answer.grown_mb > GREEDY


def outcomes(
    numbers: range, seed: int, service: Callable[[Connection], None], workers: int
) -> Iterator[Row]:
    """Yield mutants as they are answered, by several watched processes side by side.

    They come roughly in the order of their numbers: a worker takes the next one when it is free.
    """
    files, waiting, stopped = corpus(), iter(numbers), Event()
    done: SimpleQueue[Row | None] = SimpleQueue()

    def work() -> None:
        mutants = (mutant(files, seed, number) for number in waiting if not stopped.is_set())
        try:
            for row in answers(mutants, service):
                done.put(row)
        finally:
            done.put(None)

    with ThreadPoolExecutor(workers) as pool:
        threads = [pool.submit(work) for _ in range(workers)]
        try:
            for _ in threads:
                yield from iter(done.get, None)
        finally:
            stopped.set()
    for thread in threads:
        thread.result()  # raises what ended it


@click.command()
@click.option("--count", default=5000, show_default=True, type=click.IntRange(min=1))
@click.option("--first", default=0, type=click.IntRange(min=0), help="Goes on with this mutant.")
@click.option("--seed", default=1, show_default=True)
@click.option("--until", type=click.Choice(list(SERVICES)), default="verdict")
@click.option("--jobs", default=None, type=click.IntRange(min=1), help="Default: all cores.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="For failing files.")
def main(
    count: int, first: int, seed: int, until: str, jobs: int | None, keep: Path | None
) -> None:
    """Send the mutants up to COUNT; exit status 1 if any crashes, hangs, gives 5xx or takes 5 s."""
    workers, found, failed = jobs or cores(), [], 0
    with suppress(KeyboardInterrupt):
        for name, data, answer in outcomes(range(first, count), seed, SERVICES[until], workers):
            found.append(answer)
            if is_failure(answer):
                failed += 1
                report_failure(name, data, answer, keep)
            if len(found) % REPORT_EVERY == 0:
                click.echo(summary(found), err=True)
    click.echo(summary(found))
    reached = first + len(found)
    if reached < count:
        again = max(first, reached - workers)
        click.echo(f"{count - reached} are left: go on with --first {again}")
    sys.exit(failed > 0 or reached < count)


def report_failure(name: str, data: bytes, answer: FileOutcome, keep: Path | None) -> None:
    """Tell of a failure at once, and keep its file where asked."""
    cost = f"{answer.seconds:.1f} s, {answer.grown_mb} MB"
    click.echo(f"FAILED {answer.outcome} {answer.status}, {cost}: {name}")
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{len(list(keep.iterdir())):04d}").write_bytes(data)


def summary(found: list[FileOutcome]) -> str:
    """Count the answers, and report the slowest and the largest."""
    counts = Counter(answer.outcome for answer in found).most_common()
    slowest = max((answer.seconds for answer in found), default=0.0)
    most = max((answer.grown_mb for answer in found), default=0)
    result = ", ".join(f"{count} {outcome}" for outcome, count in counts)
    return f"{len(found)} files: {result}; slowest {slowest:.2f} s, largest +{most} MB"


if __name__ == "__main__":
    main()
