"""The command line: `python -m specimens draw SET --out DIR` and `flips`."""

from pathlib import Path

import click

from specimens.dataset.flip_strengths import MAX_STRENGTHS, measure_flip_strengths
from specimens.dataset.sets import SETS, draw_set
from specimens.html.parts.typefaces import missing_test_typefaces
from specimens.world import Split


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
    help="Folder of photographed surfaces (*.jpg) used instead of drawn ones.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True)
def draw(
    name: str, out: Path, count: int | None, seed: int | None, surfaces: Path | None, jobs: int
) -> None:
    """Draw one SET: photos/, truth/ and manifest.jsonl. Continues an interrupted set."""
    plan = SETS[name]
    on_html = plan.world is Split.TEST and "html" in plan.printers
    if on_html and (missing := missing_test_typefaces()):
        packages = "the packages of setup/packages-draw.txt, as `make draw` does"
        raise click.UsageError(
            f"These typefaces are missing: {', '.join(missing)}. Install {packages}."
        )
    steps = draw_set(name, out, count, seed, surfaces, jobs)
    done, total = next(steps)
    with click.progressbar(length=total, label=f"drawing {name}") as bar:
        bar.update(done)
        for finished, _ in steps:
            bar.update(finished - done)
            done = finished


@main.command("flips")
@click.argument("causes", nargs=-1, type=click.Choice(list(MAX_STRENGTHS)))
@click.option("--shots", type=click.IntRange(min=1), default=2, show_default=True)
def flip_points(causes: tuple[str, ...], shots: int) -> None:
    """Measure the strength at which the label flips, for CAUSES or all of the whole photo."""
    for cause in causes or MAX_STRENGTHS:
        found = [
            f"{name} {value:.3g}"
            for name, value in measure_flip_strengths(cause, shots)
            if value is not None
        ]
        click.echo(f"{cause}: {', '.join(found)}")


if __name__ == "__main__":
    main()
