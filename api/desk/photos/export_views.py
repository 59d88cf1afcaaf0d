"""Export of results as tables, with full numbers for people with that right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flask import Response, request

from api.batches import results
from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.pages.downloads import TABLE_FORMATS, file_download
from api.desk.pages.language import in_language
from api.desk.photos import export_table
from api.desk.photos.export_table import ExportedPhoto
from api.desk.photos.listing import requested_filter
from api.service import service
from api.store import audit_trail
from api.store.database.vault import Vault
from api.store.photos import answers, search
from api.store.photos.search import FoundPhoto
from precheck.bulk.results.spreadsheets import (
    COLUMN_WIDTHS,
    Cells,
    Sheet,
    write_text_table,
    write_workbook,
)
from precheck.bulk.results.table import cells

_PEOPLES_COLUMNS = {
    *("masked", "message"),
    *("number.masked", "number.value", "number.normalised", "number.candidate"),
}
MACHINE_COLUMNS = tuple(
    column for column in results.BATCH_RESULT_COLUMNS if column not in _PEOPLES_COLUMNS
)
"""Codes, probabilities, measures and versions. The number stands in the table for people alone."""


@dataclass(slots=True)
class ExportLog:
    """What an export has let out."""

    photos: int = 0
    full_numbers: list[str] = field(default_factory=list)
    """Ids of the photos with a full number."""


@bp.route("/photos.<any(csv, xlsx):kind>", methods=["GET", "POST"])
@needs(Right.EXPORT)
def export(kind: str) -> Response:
    """Return the photos of a list, or those selected in it, as a table; add an audit entry.

    XLSX has a sheet for people and a sheet of the machine's columns; CSV is for people, or with
    `columns=machine` the machine's. `numbers=full`: with the full numbers that are still stored;
    the entry names their photos.
    """
    photo_filter, store, log = requested_filter(), service().store, ExportLog()
    full = request.values.get("numbers") == "full" and person().may(Right.NUMBERS)
    machine = kind == "csv" and request.values.get("columns") == "machine"
    with store.reading() as connection:
        found = search.find(connection, store.vault, photo_filter)
        photos = _exported(found, store.vault if full and not machine else None, log)
        data = _as_xlsx(photos) if kind == "xlsx" else _as_csv(photos, machine=machine)
    detail: dict[str, object] = {
        "format": kind,
        "photos": log.photos,
        "pile": photo_filter.status,
        "text": bool(photo_filter.text),  # the text may hold a name
        "full_numbers": log.full_numbers,
    }
    if log.photos:  # what no photo has may be a name or a number
        detail |= {name: getattr(photo_filter, name) for name in ("type", "reason", "officer")}
    with store.writing() as connection:  # nothing leaves without an entry
        audit_trail.add(connection, person().name, "export", photo_filter.batch_id, detail)
    return file_download(data, f"foto.{kind}", TABLE_FORMATS[kind][0])


def _exported(
    found: Iterable[FoundPhoto], vault: Vault | None, log: ExportLog
) -> Iterator[ExportedPhoto]:
    """Yield the photos, with the full numbers if a vault is given, and log them."""
    for one in found:
        number = vault and _full_number(vault, one)
        log.photos += 1
        log.full_numbers += [one.photo["id"]] if number else []
        yield ExportedPhoto(one, number or one.photo["number_masked"])


def _full_number(vault: Vault, one: FoundPhoto) -> str | None:
    """Return the number that an officer typed, else the one read; None if none is stored."""
    read = answers.full_number(answers.secret_number(vault, one.photo) or {})
    return answers.typed_number(vault, one.photo) or read


def _as_csv(photos: Iterable[ExportedPhoto], *, machine: bool) -> bytes:
    headings = MACHINE_COLUMNS if machine else export_table.headings()
    row = _machine_cells if machine else export_table.cells
    return results.file_bytes(lambda path: write_text_table(path, headings, map(row, photos)))


def _as_xlsx(photos: Iterable[ExportedPhoto]) -> bytes:
    name = in_language("Mesin", "Machine")
    machine = Sheet(name=name, headings=MACHINE_COLUMNS, widths=COLUMN_WIDTHS)
    sheets = (export_table.sheet(), machine)
    rows = ((export_table.cells(one), _machine_cells(one)) for one in photos)
    return results.file_bytes(lambda path: write_workbook(path, sheets, rows))


def _machine_cells(one: ExportedPhoto) -> Cells:
    return cells(results.result_row(one.found), MACHINE_COLUMNS)
