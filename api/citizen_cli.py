"""The commands `precheck-api citizen`."""

import base64
import json
import time

import click
from sqlalchemy import Connection, RowMapping

from api.batches.results import result_row
from api.check.explanation import explanation_json
from api.command import open_store
from api.http.timestamps import iso_timestamp
from api.store import audit_trail, citizens
from api.store.database.vault import Vault
from api.store.decisions import history
from api.store.photos import intake
from api.store.photos.search import FoundPhoto
from precheck.answer.as_json import Json

OPERATOR = "operator"
"""Name in the audit trail of who runs a command on the machine."""


@click.group()
def citizen() -> None:
    """Show or delete what is stored under one reference of the bot."""


@citizen.command("export")
@click.argument("reference")
@click.option("--pictures", is_flag=True, help="With the pictures that are still stored, base64.")
def export(reference: str, *, pictures: bool) -> None:
    """Print all that is stored under REFERENCE as JSON, with full numbers.

    The audit trail notes the export.
    """
    with open_store() as store, store.writing() as connection:
        exported = _exported(connection, store.vault, reference, pictures=pictures)
    click.echo(json.dumps(exported, indent=1, ensure_ascii=False))


def _exported(connection: Connection, vault: Vault, reference: str, *, pictures: bool) -> Json:
    held = citizens.held(connection, vault, reference)
    numbered = [one.photo["id"] for one in held.photos if one.photo["sealed_number"] is not None]
    detail = {"photos": len(held.photos), "full_numbers": numbered}
    audit_trail.add(connection, OPERATOR, "export", None, {"of": "citizen", **detail})
    return {
        "reference": reference,
        "at": iso_timestamp(time.time()),
        "checks": [
            explanation_json(row, history.of_check(connection, row["id"])) for row in held.checks
        ],
        "photos": [_photo(connection, vault, one, pictures=pictures) for one in held.photos],
        "submissions": [_submission(row) for row in held.submissions],
    }


def _photo(connection: Connection, vault: Vault, one: FoundPhoto, *, pictures: bool) -> Json:
    row, file_id = result_row(one, vault), one.photo["file_id"]
    row["picture_stored"] = file_id is not None
    if pictures and file_id is not None:
        data = intake.picture(connection, vault, file_id)
        row["picture_base64"] = data and base64.b64encode(data).decode()
    return row


def _submission(row: RowMapping) -> Json:
    names = ("id", "service", "variant", "lang", "line", "state", "rounds")
    times = {name: iso_timestamp(row[name]) for name in ("created_at", "completed_at")}
    return {**{name: row[name] for name in names}, **times}


@citizen.command("delete")
@click.argument("reference")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(reference: str, *, yes: bool) -> None:
    """Delete all that is stored under REFERENCE; the audit trail notes how much.

    Decisions stay: they hold no picture, number or name.
    """
    if not yes:
        click.confirm(f"Delete all that is stored under {reference}?", abort=True)
    with open_store() as store, store.writing() as connection:
        deleted = citizens.delete(connection, store.vault, reference)
        detail = {"photos": deleted.photos, "rows": deleted.checks}
        audit_trail.add(connection, OPERATOR, "delete_citizen", None, detail)
    click.echo(f"Deleted: {deleted.photos} photos, {deleted.checks} rows of checks.")
