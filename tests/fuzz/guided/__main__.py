"""`python -m tests.fuzz.guided`: coverage-guided fuzzing of our own parsers."""

import sys
from pathlib import Path

import click

from tests.fuzz.guided.run import GuidedRun, run
from tests.fuzz.guided.table import HARNESSES


@click.command()
@click.argument("name", type=click.Choice(["all", *HARNESSES]))
@click.option("--seconds", default=60, show_default=True, type=click.IntRange(min=1))
@click.option(
    "--keep",
    default=Path("fuzz-findings"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for failing inputs.",
)
def main(name: str, seconds: int, keep: Path) -> None:
    """Fuzz one parser, or each in turn; exit status 1 if an input fails, which is kept."""
    chosen = HARNESSES if name == "all" else {name: HARNESSES[name]}
    failed = False
    for each, harness in chosen.items():
        outcome = run(each, harness, seconds, keep)
        click.echo(described(outcome))
        failed |= outcome.failed
    sys.exit(failed)


def described(outcome: GuidedRun) -> str:
    """Return a line about a run, and what failed."""
    line = (
        f"{outcome.name:<16} {outcome.executions:>9,} executions, "
        f"{outcome.covered:,} points, {outcome.features:,} features"
    )
    if not outcome.failed:
        return line
    return f"{line}\nFAILED {outcome.name}: {outcome.saved or 'no input'}\n{outcome.report}"


if __name__ == "__main__":
    main()
