"""The command `precheck bulk`."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from precheck.bulk.expect import expected
from precheck.bulk.item import Asked
from precheck.bulk.progress import shown
from precheck.bulk.reports import write
from precheck.bulk.results import NotResults, Results
from precheck.bulk.run import Job, Run
from precheck.command import Exit, office
from precheck.options import LANGUAGES, TYPES, Options, wanted
from precheck.parallel import cores

NEW_FILE = click.Path(dir_okay=False, path_type=Path)
INTERRUPTED = 130
"""Exit status after Ctrl-C, as of any program."""


class CannotWrite(click.ClickException):
    """A disk is full or a folder closed: the run ends, and can be run again."""

    exit_code = Exit.UNCHECKED


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=NEW_FILE, help="Results, one JSON object a line.")
@click.option("--csv", "csv_path", type=NEW_FILE, help="Results as a table.")
@click.option("--xlsx", "xlsx_path", type=NEW_FILE, help="Results as a spreadsheet.")
@click.option("--html", "html_path", type=NEW_FILE, help="Report for people, in one file.")
@click.option("--thumbnails", is_flag=True, help="Small pictures in results and --html.")
@click.option(
    "--sort",
    "sorted_to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for accept/, re-photo/, doubtful/ and error/.",
)
@click.option("--full-numbers", is_flag=True, help="Write numbers in full, not only masked.")
@click.option("--type", "types", multiple=True, type=click.Choice(["auto", *TYPES]))
@click.option("--lang", type=click.Choice(LANGUAGES), default="id", show_default=True)
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes; default: cores.")
def bulk(
    paths: tuple[Path, ...],
    out: Path,
    csv_path: Path | None,
    xlsx_path: Path | None,
    html_path: Path | None,
    thumbnails: bool,
    sorted_to: Path | None,
    full_numbers: bool,
    types: tuple[str, ...],
    lang: str,
    jobs: int | None,
) -> None:
    """Check every photo in PATHS: folders, zip archives, files.

    A run that was broken off goes on where it was: run the same command again.

    Exit status: 0 all accepted, 1 some need another photo, 2 wrong usage, 3 some could not be
    checked, 130 broken off with Ctrl-C.
    """
    asked = Asked(
        options=Options(types=wanted(types), lang=lang),
        policy=office().policy,
        full_numbers=full_numbers,
        thumbnails=thumbnails,
    )
    job = Job(paths=paths, asked=asked, jobs=jobs or cores(), sorted_to=sorted_to)
    reports = partial(write, csv=csv_path, xlsx=xlsx_path, html=html_path, lang=lang)
    try:
        status = _run(job, out, reports)
    except NotResults as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise CannotWrite(f"{error.filename or out}: {error.strerror}") from error
    except KeyboardInterrupt:
        click.echo("\nBroken off. Run the same command again to go on.", err=True)
        status = INTERRUPTED
    sys.exit(status)


def _run(job: Job, out: Path, reports: Callable[[Results], None]) -> int:
    with Results(out) as results:
        run = Run(job, results)
        shown(run.rows(), run.tally, expected(job.paths, job.sorted_to))
        results.tidy()
        reports(results)
    click.echo(run.tally.told(), err=True)
    return run.tally.worst
