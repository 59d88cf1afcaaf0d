"""The command line `precheck-api`."""

import json
import time

import click

from api.check.explanation import explanation_json, explanation_text
from api.commands.chat import chat
from api.commands.citizen import citizen
from api.commands.doctor import doctor
from api.commands.keys import key
from api.commands.learn import learn
from api.commands.secret import secret
from api.commands.stores import open_store, reported, writing
from api.commands.suite import suite
from api.desk.accounts import passwords
from api.desk.accounts.creation import create_account
from api.settings import load
from api.store import accounts, checks
from api.store.accounts import Role
from api.store.database.migrate import step_back
from api.store.decisions import history


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="precheck")
def main() -> None:
    """Serve precheck over HTTP."""


main.add_command(chat)
main.add_command(citizen)
main.add_command(learn)
main.add_command(secret)
main.add_command(suite)


@main.command()
@click.option("--host", help="Address to listen on; beyond this machine only with a key.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes; default: cores.")
def serve(**given: object) -> None:
    """Serve until stopped.

    Settings: PRECHECK_API_… or the TOML file that PRECHECK_API_SETTINGS names.
    """
    with reported():
        settings = load(**{name: value for name, value in given.items() if value is not None})
        from api.serve import serve as run  # noqa: PLC0415 - loads everything; `key` needs nothing

        run(settings)


@main.command()
@click.option("--processes", type=click.IntRange(min=1), help="Default: cores.")
def worker(processes: int | None) -> None:
    """Work on batches until stopped, with the settings of the service.

    On this machine, or on another where the service's database is PostgreSQL.
    """
    with reported():
        settings = load(**({} if processes is None else {"batch_workers": processes}))
        from api.worker.start import start  # noqa: PLC0415 - loads everything; `key` needs nothing

        start(settings)


@main.command()
@click.argument("id_", metavar="ID")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def explain(id_: str, form: str) -> None:
    """Show what is kept of the /check that gave the answer ID.

    With the settings of the service. No picture, number or reference is kept.
    """
    with open_store() as store, store.reading() as connection:
        row = checks.get(connection, id_)
        if row is None:
            raise click.ClickException(f"There is no row of a check {id_}.")
        explanation = explanation_json(row, history.of_check(connection, id_))
    click.echo(explanation_text(explanation) if form == "text" else json.dumps(explanation))


@main.command("step-back")
@click.option("--to", help="The version that the earlier service knows; default: one step.")
def take_back(to: str | None) -> None:
    """Take the database back, for an earlier version of the service.

    Stop the service and all workers first. Nothing is lost.
    """
    with reported():
        click.echo(f"The database has version {step_back(load().database_url, to)}.")


@main.group()
def user() -> None:
    """Accounts of the people at the desk."""


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option("--generate", is_flag=True, help="Make a first password and show it once.")
@click.option("--password", help="Better left out: the command then asks for it.")
def add_user(name: str, role: str, *, generate: bool, password: str | None) -> None:
    """Make the account NAME. Asks for the password.

    With --generate it is made up, and NAME must replace it at the first sign-in.
    """
    if generate:
        password = passwords.first_password()
    elif password is None:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    with writing() as connection:
        id_ = create_account(connection, name, role, password, time.time())
        if generate:
            accounts.require_change(connection, id_)
    if generate:
        click.echo(f"First password: {password}")
    click.echo(f"{name} can sign in at /desk.")


@user.command("password")
@click.argument("name")
@click.password_option(help="Better left out: the command then asks for it.")
def set_password(name: str, password: str) -> None:
    """Give the account NAME another password; ends its lock and every sign-in."""
    with writing() as connection:
        account = accounts.named(connection, name)
        if account is None:
            raise click.ClickException(f"There is no account {name}.")
        accounts.set_password(connection, account.id, passwords.hash_password(password))
    click.echo(f"{name} has another password.")


main.add_command(key)
main.add_command(doctor)
