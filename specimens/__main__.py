"""`python -m specimens draw SET --out DIR`: draws a set of specimens with its truth."""

from pathlib import Path

import click

from specimens.flips import MOST, flips
from specimens.sets import SETS, drawn


@click.group()
def main() -> None:
    """Fictional documents, photographed by a simulated phone."""


@main.command()
@click.argument("name", metavar="SET", type=click.Choice(list(SETS)))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder of the set.")
@click.option("--count", type=click.IntRange(min=1), help="Shots; the set's own number if absent.")
@click.option("--seed", type=int, help="Seed; the set's own if absent.")
@click.option(
    "--surfaces",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of photographed surfaces (*.jpg) to lie on instead of the drawn ones.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True)
def draw(
    name: str, out: Path, count: int | None, seed: int | None, surfaces: Path | None, jobs: int
) -> None:
    """Draw one SET: photos/, truth/ and manifest.jsonl. Goes on where it was broken off."""
    steps = drawn(name, out, count, seed, surfaces, jobs)
    done, total = next(steps)
    with click.progressbar(length=total, label=f"drawing {name}") as bar:
        bar.update(done)
        for now, _ in steps:
            bar.update(now - done)
            done = now


@main.command("flips")
@click.argument("causes", nargs=-1, type=click.Choice(list(MOST)))
@click.option("--shots", type=click.IntRange(min=1), default=2, show_default=True)
def flip_points(causes: tuple[str, ...], shots: int) -> None:
    """Measure the strength at which the label flips, for CAUSES or all of the whole photo."""
    for cause in causes or MOST:
        found = [f"{name} {value:.3g}" for name, value in flips(cause, shots) if value is not None]
        click.echo(f"{cause}: {', '.join(found)}")


if __name__ == "__main__":
    main()
