"""The command line `precheck`."""

import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from precheck.answer.as_json import Json, new_id
from precheck.answer.policy_text import policy_text
from precheck.answer.terminal import as_text
from precheck.bulk.cli import bulk
from precheck.command import Exit, check_file, exit_status, office
from precheck.number_formats.explain import explain
from precheck.number_formats.formats import NUMBER_FORMATS, is_valid
from precheck.options import LANGUAGES, TYPES, Options, has_digit, requested_types
from precheck.runtime.parallel import cores, map_unordered
from precheck.runtime.process import prepare_process
from precheck.suite.cli import suite


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="precheck")
def main() -> None:
    """Check whether photographed civil-registry documents can be read, and read their numbers.

    The office's own settings are read from the file that PRECHECK_POLICY names.
    """
    prepare_process()


main.add_command(suite)
main.add_command(bulk)


def _make_folder(
    _command: click.Context, _option: click.Parameter, folder: Path | None
) -> Path | None:
    """Create the folder before any work, so that a fault is reported at once."""
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise click.BadParameter(f"{folder}: {error.strerror}.") from error
    return folder


def _require_digit(
    _command: click.Context, _option: click.Parameter, number: str | None
) -> str | None:
    if number is not None and not has_digit(number):
        raise click.BadParameter("holds no digit.")
    return number


@main.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--type", "types", multiple=True, type=click.Choice(["auto", *TYPES]))
@click.option("--lang", type=click.Choice(LANGUAGES), default="id", show_default=True)
@click.option("--attempt", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--page", type=click.IntRange(min=1), default=1, help="Page of a PDF or TIFF.")
@click.option(
    "--expected-number", callback=_require_digit, help="Number that the document should bear."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
)
@click.option(
    "--overlay",
    type=click.Path(file_okay=False, writable=True, path_type=Path),
    callback=_make_folder,
    help="Folder for a picture of each photo with outline, number and reasons drawn in.",
)
@click.option(
    "--only-problems", is_flag=True, help="Show no photo that is accepted, and count those."
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Count an accepted photo whose p_accept is lower as a problem.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes; default: cores.")
def check_files(
    files: tuple[Path, ...],
    types: tuple[str, ...],
    lang: str,
    attempt: int,
    page: int,
    expected_number: str | None,
    form: str,
    overlay: Path | None,
    only_problems: bool,
    fail_under: float,
    jobs: int | None,
) -> None:
    """Check each of FILES.

    Exit status: 0 all accepted, 1 some need another photo or lie under --fail-under, 2 wrong usage,
    3 some could not be checked.
    """
    options = Options(
        types=requested_types(types),
        lang=lang,
        attempt=attempt,
        page=page,
        expected_number=expected_number,
        overlay=overlay is not None,
    )
    office()  # reports a faulty policy before any work
    work = partial(check_row, options=options, overlays=overlay)
    rows = map_unordered(work, files, min(jobs or cores(), len(files)))
    show = _row_printer(form, lang)
    worst, accepted, kept = Exit.ACCEPTED, 0, []
    for row in rows:
        status = exit_status(row, fail_under)
        worst = max(worst, status)
        accepted += status is Exit.ACCEPTED
        if only_problems and status is Exit.ACCEPTED:
            continue
        if form == "json":
            kept.append(row)
        else:
            click.echo(show(row))
            sys.stdout.flush()
    if form == "json":
        click.echo(json.dumps(kept, indent=2, ensure_ascii=False))
    if only_problems:
        click.echo(f"{accepted} of {len(files)} accepted and not shown.", err=True)
    sys.exit(worst)


def check_row(path: Path, *, options: Options, overlays: Path | None) -> Json:
    """Return the answer for one file with "file" added, and write its overlay."""
    answer, overlay = check_file(path, options, office(), id_=new_id())
    if overlays is not None and overlay is not None:
        (overlays / f"{path.stem}.overlay.jpg").write_bytes(overlay)
    return {"file": str(path), **answer}


def _row_printer(form: str, lang: str) -> Callable[[Json], str]:
    texts = office().settings.texts[lang].fixes
    return partial(as_text, texts=texts) if form == "text" else json.dumps


@main.command("policy")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def show_policy(form: str) -> None:
    """Show every limit with its meaning, and every setting; json: with its default and origin."""
    if form == "json":
        click.echo(json.dumps(office().as_dict(), indent=2, ensure_ascii=False))
    else:
        click.echo(policy_text(office()))


@main.command("number")
@click.argument("numbers", nargs=-1, required=True)
def explain_numbers(numbers: tuple[str, ...]) -> None:
    """Explain the parts of each KK, NIK or akta number in NUMBERS.

    Exit status: 0 each may be a number, 1 some are none, 2 wrong usage.
    """
    for number in numbers:
        for line in explain(number):
            click.echo(line)
    sys.exit(not all(any(is_valid(kind, number) for kind in NUMBER_FORMATS) for number in numbers))
