"""The command line `precheck-api`."""

import json
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import click
from sqlalchemy import Connection

from api.check.explanation import explanation_json, explanation_text
from api.citizen_cli import citizen
from api.desk.accounts import passwords
from api.desk.accounts.creation import create_account
from api.http.auth import new_key
from api.secret_cli import secret
from api.settings import ENV_PREFIX, load
from api.store import accounts, checks
from api.store.accounts import Role
from api.store.database.migrate import step_back
from api.store.database.store import Store
from api.store.decisions import history
from precheck.errors import BadPolicy, PrecheckError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="precheck")
def main() -> None:
    """Serve precheck over HTTP."""


main.add_command(citizen)
main.add_command(secret)


@main.command()
@click.option("--host", help="Address to listen on; beyond this machine only with a key.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes; default: cores.")
def serve(**given: object) -> None:
    """Serve until stopped.

    Settings: PRECHECK_API_… or the TOML file that PRECHECK_API_SETTINGS names.
    """
    try:
        settings = load(**{name: value for name, value in given.items() if value is not None})
        from api.serve import serve as run  # noqa: PLC0415 - loads everything; `key` needs nothing

        run(settings)
    except BadPolicy as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--processes", type=click.IntRange(min=1), help="Default: cores.")
def worker(processes: int | None) -> None:
    """Work on batches until stopped, with the settings of the service.

    On this machine, or on another where the service's database is PostgreSQL.
    """
    try:
        settings = load(**({} if processes is None else {"batch_workers": processes}))
        from api.work.start import start  # noqa: PLC0415 - loads everything; `key` needs nothing

        start(settings)
    except BadPolicy as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.argument("id_", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def explain(id_: str, form: str) -> None:
    """Show what is kept of the /check that gave the answer ID.

    With the settings of the service. No picture, number or reference is kept.
    """
    with _store() as store, store.reading() as connection:
        row = checks.get(connection, id_)
        if row is None:
            raise click.ClickException(f"There is no row of a check {id_}.")
        explanation = explanation_json(row, history.of_check(connection, id_))
    click.echo(explanation_text(explanation) if form == "text" else json.dumps(explanation))


@main.command("step-back")
def take_back() -> None:
    """Take the database back by one version, for an earlier version of the service.

    Stop the service and all workers first. Nothing is lost.
    """
    try:
        click.echo(f"The database has version {step_back(load().database_url)}.")
    except BadPolicy as error:
        raise click.ClickException(str(error)) from error


@main.group()
def user() -> None:
    """Accounts of the people at the desk."""


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option("--generate", is_flag=True, help="Make a first password and show it once.")
@click.option("--password", help="Better left out: then it is asked for.")
def add_user(name: str, role: str, *, generate: bool, password: str | None) -> None:
    """Make the account NAME. The password is asked for.

    With --generate it is made up, and NAME must replace it at the first sign-in.
    """
    if generate:
        password = passwords.first_password()
    elif password is None:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with _writing() as connection:
        id_ = create_account(connection, name, role, password, time.time())
        if generate:
            accounts.require_change(connection, id_)
    if generate:
        click.echo(f"First password: {password}")
    click.echo(f"{name} can sign in at /desk.")


@user.command("password")
@click.argument("name")
@click.password_option(help="Better left out: then it is asked for.")
def set_password(name: str, password: str) -> None:
    """Give the account NAME another password; ends its lock and every sign-in."""
    with _writing() as connection:
        account = accounts.named(connection, name)
        if account is None:
            raise click.ClickException(f"There is no account {name}.")
        accounts.set_password(connection, account["id"], passwords.hash_password(password))
    click.echo(f"{name} has another password.")


@contextmanager
def _store() -> Iterator[Store]:
    """Open the store of the settings in force; report errors as messages."""
    try:
        with closing(Store.open(load())) as store:
            yield store
    except PrecheckError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _writing() -> Iterator[Connection]:
    with _store() as store, store.writing() as connection:
        yield connection


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
        f"The caller sends 'Authorization: Bearer {fresh[:7]}…'. Set for the service:", err=True
    )
    click.echo(f"{ENV_PREFIX}KEYS={digest} (several: separated by commas).", err=True)
