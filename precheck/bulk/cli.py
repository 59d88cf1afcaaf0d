"""The command `precheck bulk`."""

import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import click

from precheck.bulk.results.reports import write_reports
from precheck.bulk.results.result_file import BadResultFile, ResultFile
from precheck.bulk.run import BulkJob, BulkRun, RunProgress
from precheck.bulk.sources.check_item import RunSettings
from precheck.bulk.sources.scan import estimated_photos
from precheck.command import Exit, office, require_outputs, resumable
from precheck.options import LANGUAGES, TYPES, Options, requested_types
from precheck.runtime.parallel import cores

OUTPUT_FILE = click.Path(dir_okay=False, path_type=Path)


class CannotWrite(click.ClickException):
    """A file or folder cannot be written; the same command can be run again."""

    exit_code = Exit.UNCHECKED


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", required=True, type=OUTPUT_FILE, help="Results, one JSON object a line.")
@click.option("--csv", "csv_path", type=OUTPUT_FILE, help="Results as a table.")
@click.option("--xlsx", "xlsx_path", type=OUTPUT_FILE, help="Results as a spreadsheet.")
@click.option("--html", "html_path", type=OUTPUT_FILE, help="Report for people, in one file.")
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

    To continue a run that was broken off, run the same command again.

    Exit status: 0 all accepted, 1 some need another photo, 2 wrong usage, 3 some could not be
    checked, 130 broken off with Ctrl-C.
    """
    require_outputs(out, csv_path, xlsx_path, html_path)
    if sorted_to is not None and sorted_to.resolve() in {path.resolve() for path in paths}:
        raise click.UsageError(f"--sort {sorted_to}: holds the photos; name another folder.")
    settings = RunSettings(
        options=Options(types=requested_types(types), lang=lang),
        policy=office().policy,
        full_numbers=full_numbers,
        thumbnails=thumbnails,
    )
    job = BulkJob(paths=paths, settings=settings, processes=jobs or cores(), sorted_to=sorted_to)
    reports = partial(write_reports, csv=csv_path, xlsx=xlsx_path, html=html_path, lang=lang)
    try:
        with resumable():
            status = _run(job, out, reports)
    except BadResultFile as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise CannotWrite(f"{error.filename or out}: {error.strerror}") from error
    sys.exit(status)


def _run(job: BulkJob, out: Path, reports: Callable[[ResultFile], None]) -> int:
    with ResultFile(out) as results:
        run = BulkRun(job, results)
        show_progress(run.rows(), run.progress, estimated_photos(job.paths, job.sorted_to))
        results.tidy()
        reports(results)
    click.echo(run.progress.summary(), err=True)
    return run.progress.worst


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
