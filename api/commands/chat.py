"""The command `precheck-api chat`."""

import io
import shlex
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from api.channels.demo.exchange import ALL, Exchange, Words, demo_numbers
from api.channels.dialogue.office import Office
from api.commands.stores import reported
from api.process import logs
from api.process.checker import checker_with_reader
from api.settings import load
from api.store.channels.outbox import NewReply
from api.store.database.store import Store
from api.submissions.records.rows import Rules
from precheck.office.policy import Office as OfficeRules
from precheck.runtime.process import prepare_process

SENDER = "terminal"
ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".avif", ".tif", ".tiff", ".pdf"})
"""Ends of a line that is meant as a file, even where there is none."""


@click.command()
@click.option("--line", default=ALL, show_default=True, help="The office's line to write to.")
def chat(line: str) -> None:
    """Write to the office as a citizen does in WhatsApp.

    A line is a message, the number of a choice, or the path of a photo; an empty line ends. Nothing
    is kept: the database is a new one in a temporary folder.
    """
    prepare_process()
    logs.configure(io.StringIO())  # the conversation alone is shown
    with reported(), TemporaryDirectory(prefix="precheck-chat-") as folder:
        settings = load(data=Path(folder), database=None, channels=None)
        rules = Rules.load(settings, OfficeRules.load(settings.policy))
        if line not in (known := [number.id for number in demo_numbers(rules.catalogue)]):
            raise click.BadParameter(f"one of {', '.join(known)}", param_hint="--line")
        with closing(Store.open(settings)) as store:
            checker = checker_with_reader(settings.guards)
            _talk(Exchange(Office(store, rules, checker)), line)


def _talk(exchange: Exchange, line: str) -> None:
    _show(exchange.send(line, SENDER, Words(text="halo")))
    while said := click.prompt(">", default="", show_default=False, prompt_suffix=" ").strip():
        path = _path(said)
        if path.is_file():
            words = Words(file=path.read_bytes(), filename=path.name)
            _show(exchange.send(line, SENDER, words))
        elif path.suffix.lower() in ENDINGS:
            click.echo(f"  (there is no file {path})")
        else:
            _show(exchange.send(line, SENDER, Words(text=said)))


def _path(said: str) -> Path:
    """Return the path that a line may be; terminals quote one that is dragged in."""
    try:
        words = shlex.split(said)
    except ValueError:  # an apostrophe
        words = []
    return Path(words[0] if len(words) == 1 else said).expanduser()


def _show(replies: Sequence[NewReply]) -> None:
    for reply in replies:
        click.echo(reply.text)
        for at, (_, title) in enumerate(reply.buttons, 1):
            click.echo(f"  {at}. {title}")
        if reply.picture is not None:
            click.echo("  (with the marked photo)")
