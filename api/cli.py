"""The command line `precheck-api`."""

import click

from api.auth import new_key
from api.settings import PREFIX, load
from precheck.errors import BadPolicy


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="precheck")
def main() -> None:
    """Serve precheck over HTTP."""


@main.command()
@click.option("--host", help="Address to listen on; beyond this machine only with a key.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes; default: cores.")
def serve(**given: object) -> None:
    """Serve until told to stop.

    Settings: PRECHECK_API_… or the TOML file that PRECHECK_API_SETTINGS names.
    """
    try:
        settings = load(**{name: value for name, value in given.items() if value is not None})
        from api.serve import serve as run  # noqa: PLC0415 - loads everything; `key` needs nothing

        run(settings)
    except BadPolicy as error:
        raise click.ClickException(str(error)) from error


@main.group()
def key() -> None:
    """Keys for callers."""


@key.command("new")
def make_key() -> None:
    """Make a key: give it to the caller, and its SHA-256 to the service."""
    fresh, digest = new_key()
    click.echo(f"key:     {fresh}")
    click.echo(f"SHA-256: {digest}")
    click.echo(
        f"The caller sends 'Authorization: Bearer {fresh[:7]}…'; the service is told", err=True
    )
    click.echo(f"{PREFIX}KEYS={digest} (several: separated by commas).", err=True)
