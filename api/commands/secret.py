"""The commands `precheck-api secret`."""

import click

from api.commands.stores import reported
from api.settings import load
from api.store.database import rotation


@click.group()
def secret() -> None:
    """Replace the secret that opens the database."""


@secret.command("rotate")
@click.option("--keep-old", is_flag=True, help="The old secret stays valid until `forget-old`.")
def rotate(*, keep_old: bool) -> None:
    """Replace the secret in its file by a new one, while the service runs.

    Nothing stored changes: the new secret unwraps the same key.
    """
    with reported():
        settings = load()
        rotation.rotate(settings, keep_old=keep_old)
    click.echo(f"{settings.secret} holds a new secret: copy it to where backups of it are kept.")
    if keep_old:
        click.echo("Copy it to the other machines, then run `precheck-api secret forget-old`.")


@secret.command("forget-old")
def forget_old() -> None:
    """Let no secret but the one in the file open the database."""
    with reported():
        count = rotation.forget_old(load())
    click.echo(f"Forgotten: {count}.")
