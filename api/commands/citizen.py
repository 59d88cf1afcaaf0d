"""The commands `precheck-api citizen`."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import click
from sqlalchemy import Connection

from api.commands.citizen_export import conversation_json, held_json
from api.commands.stores import OPERATOR, open_store
from api.store import audit_trail, citizens
from api.store.channels import senders
from api.store.channels.senders import Forgotten
from api.store.citizens import Deleted, Held
from api.store.database.vault import Vault
from precheck.answer.as_json import Json

of_sender = click.option(
    "--sender",
    "by_sender",
    is_flag=True,
    help="By the telephone number that writes in the chats; typed when asked, or from stdin.",
)


@click.group()
def citizen() -> None:
    """Show or delete what is stored of one citizen: by reference of the bot, or by sender."""


@citizen.command("export")
@click.argument("reference", required=False)
@of_sender
@click.option("--pictures", is_flag=True, help="With the pictures that are still stored, base64.")
def export(reference: str | None, *, by_sender: bool, pictures: bool) -> None:
    """Print all that is stored under REFERENCE, or of a sender, as JSON with full numbers.

    The audit trail notes the export.
    """
    references = _references(reference, by_sender=by_sender)
    with open_store() as store, store.writing() as connection:
        if by_sender:
            references = senders.also_known_as(connection, store.vault, references)
        held = [citizens.held(connection, store.vault, one) for one in references]
        exported = held_json(connection, store.vault, held, pictures=pictures)
        if by_sender:
            exported["conversations"] = _conversations(
                connection, store.vault, references, pictures=pictures
            )
        audit_trail.add(connection, OPERATOR, "export", None, _noted(held))
    click.echo(json.dumps({"reference": references[0], **exported}, indent=1, ensure_ascii=False))


@citizen.command("delete")
@click.argument("reference", required=False)
@of_sender
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(reference: str | None, *, by_sender: bool, yes: bool) -> None:
    """Delete all that is stored under REFERENCE, or of a sender; the audit trail notes how much.

    Decisions stay: they hold no picture, number or name.
    """
    references = _references(reference, by_sender=by_sender)
    if not yes:
        click.confirm(f"Delete all that is stored under {references[0]}?", abort=True)
    with open_store() as store, store.writing() as connection:
        if by_sender:
            references = senders.also_known_as(connection, store.vault, references)
        deleted = [citizens.delete(connection, store.vault, one) for one in references]
        detail = _sum(deleted)
        said = f"Deleted: {detail['photos']} photos, {detail['checks']} rows of checks"
        if by_sender:
            chats = _sum(_forgotten(connection, store.vault, references))
            detail |= chats
            said += ", " + ", ".join(f"{count} {name}" for name, count in chats.items())
        detail["rows"] = detail.pop("checks")
        audit_trail.add(connection, OPERATOR, "delete_citizen", None, detail)
    click.echo(f"{said}.")


def _references(reference: str | None, *, by_sender: bool) -> Sequence[str]:
    """Return the reference, or the spellings of the sender's number, which the command asks for.

    A number on the command line would stay in the history of the shell.
    """
    if by_sender is (reference is not None):
        raise click.UsageError("Give REFERENCE, or --sender and type the number.")
    if reference is not None:
        return [reference]
    try:
        return senders.spellings(click.prompt("Number of the sender", err=True))
    except ValueError as error:
        raise click.ClickException(f"The sender is {error}.") from error


def _conversations(
    connection: Connection, vault: Vault, spelled: Sequence[str], *, pictures: bool
) -> list[Json]:
    found = (
        conversation_json(connection, vault, address, pictures=pictures)
        for one in spelled
        for address in senders.addresses(connection, one)
    )
    return [one for one in found if one is not None]


def _forgotten(connection: Connection, vault: Vault, spelled: Sequence[str]) -> Sequence[Forgotten]:
    return [
        senders.forget(connection, address.mac(vault), under_way=True)
        for one in spelled
        for address in senders.addresses(connection, one)
    ] or [Forgotten()]


def _noted(held: Sequence[Held]) -> Json:
    """Return the trail's detail of an export: the count of photos, and whose full numbers left."""
    photos = [found.photo for one in held for found in one.photos]
    numbers = [photo["id"] for photo in photos if photo["sealed_number"] is not None]
    count = len(photos) + sum(len(one.suite) for one in held)
    return {"of": "citizen", "photos": count, "full_numbers": numbers}


def _sum(counted: Sequence[Deleted] | Sequence[Forgotten]) -> dict[str, object]:
    """Add up counts, field by field."""
    rows = [asdict(one) for one in counted]
    return {name: sum(row[name] for row in rows) for name in rows[0]}
