"""`python -m tests.fuzz`: mutated files of every format through `POST /check`."""

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import click

from precheck.runtime.parallel import cores
from tests.fuzz.corpus import corpus
from tests.fuzz.mutate import mutant
from tests.fuzz.services import decodings, verdicts
from tests.fuzz.watch import SLOW, FileOutcome, answers

GREEDY = 900
"""Megabytes that no file may take: the largest picture allowed needs some 600."""
SERVICES = {"decode": decodings, "verdict": verdicts}


def is_failure(answer: FileOutcome) -> bool:
    """Say whether a file crashed, hung, gave a 5xx or took too much time or memory."""
    answered = 200 <= answer.status < 500
    return not answered or answer.seconds > SLOW or answer.grown_mb > GREEDY


def share(worker: int, *, workers: int, count: int, seed: int, until: str) -> list[tuple]:
    """Work through every n-th file."""
    files, service = corpus(), SERVICES[until]
    mutants = (mutant(files, seed, number) for number in range(worker, count, workers))
    return [
        (name, data if is_failure(answer) else b"", answer)
        for name, data, answer in answers(mutants, service)
    ]


@click.command()
@click.option("--count", default=5000, show_default=True, type=click.IntRange(min=1))
@click.option("--seed", default=1, show_default=True)
@click.option("--until", type=click.Choice(list(SERVICES)), default="verdict")
@click.option("--jobs", default=None, type=click.IntRange(min=1), help="Default: all cores.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="For failing files.")
def main(count: int, seed: int, until: str, jobs: int | None, keep: Path | None) -> None:
    """Send COUNT mutated files; exit status 1 if any crashes, hangs, gives 5xx or takes 5 s."""
    workers = jobs or cores()
    work = partial(share, workers=workers, count=count, seed=seed, until=until)
    with ThreadPoolExecutor(workers) as pool:
        rows = [row for part in pool.map(work, range(workers)) for row in part]
    click.echo(summary([answer for _, _, answer in rows]))
    failures = [row for row in rows if is_failure(row[2])]
    for number, (name, data, answer) in enumerate(failures):
        cost = f"{answer.seconds:.1f} s, {answer.grown_mb} MB"
        click.echo(f"FAILED {answer.outcome} {answer.status}, {cost}: {name}")
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{number:04d}").write_bytes(data)
    sys.exit(bool(failures))


def summary(found: list[FileOutcome]) -> str:
    """Count the answers, and report the slowest and the largest."""
    counts = Counter(answer.outcome for answer in found).most_common()
    slowest = max(answer.seconds for answer in found)
    most = max(answer.grown_mb for answer in found)
    result = ", ".join(f"{count} {outcome}" for outcome, count in counts)
    return f"{len(found)} files: {result}; slowest {slowest:.2f} s, largest +{most} MB"


if __name__ == "__main__":
    main()
