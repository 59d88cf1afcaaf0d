"""Export of results as tables, with full numbers for people with that right.

Tables are sent while they are made: the first bytes come at once, and no number reaches the disk.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from flask import Response, request, stream_with_context
from sqlalchemy import Connection, select

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
from api.store.photos import answers, pages
from api.store.photos.search import FoundPhoto
from api.store.tables.batches import PHOTOS
from precheck.bulk.results.spreadsheets import COLUMN_WIDTHS, Cells, Sheet, text_table_parts
from precheck.bulk.results.table import cells
from precheck.bulk.results.workbook_stream import SheetRows, workbook_parts

_PEOPLES_COLUMNS = {
    *("masked", "message"),
    *("number.masked", "number.value", "number.normalised", "number.candidate"),
}
MACHINE_COLUMNS = tuple(
    column for column in results.BATCH_RESULT_COLUMNS if column not in _PEOPLES_COLUMNS
)
"""Codes, probabilities, measures and versions. The number stands in the table for people alone."""
PHOTOS_AT_ONCE = 200
"""Photos read in one transaction, so that a slow download blocks nobody."""


@bp.route("/photos.<any(csv, xlsx):kind>", methods=["GET", "POST"])
@needs(Right.EXPORT)
def export(kind: str) -> Response:
    """Return the photos of a list, or those selected in it, as a table; add an audit entry.

    XLSX has a sheet for people and a sheet of the machine's columns; CSV is for people, or with
    `columns=machine` the machine's. `numbers=full`: with the full numbers that are still stored;
    the entry names their photos. A photo that is deleted meanwhile is left out.
    """
    photo_filter, store = requested_filter(), service().store
    machine = kind == "csv" and request.values.get("columns") == "machine"
    full = request.values.get("numbers") == "full" and person().may(Right.NUMBERS) and not machine
    with store.reading() as connection:
        ids = pages.ids(connection, store.vault, photo_filter)
        numbered = _with_full_number(connection, store.vault, ids) if full else []
    detail: dict[str, object] = {
        "format": kind,
        "photos": len(ids),
        "pile": photo_filter.status,
        "text": bool(photo_filter.text),  # the text may hold a name
        "full_numbers": numbered,
    }
    if ids:  # what no photo has may be a name or a number
        detail |= {name: getattr(photo_filter, name) for name in ("type", "reason", "officer")}
    with store.writing() as connection:  # nothing leaves without an entry
        audit_trail.add(connection, person().name, "export", photo_filter.batch_id, detail)
    parts = _xlsx(ids, frozenset(numbered)) if kind == "xlsx" else _csv(ids, numbered, machine)
    return file_download(stream_with_context(parts), f"foto.{kind}", TABLE_FORMATS[kind][0])


def _with_full_number(connection: Connection, vault: Vault, ids: Sequence[str]) -> list[str]:
    """Return which of the photos have a full number that is still stored."""
    stored = PHOTOS.c.sealed_number.is_not(None) | PHOTOS.c.sealed_typed.is_not(None)
    having = set(connection.scalars(select(PHOTOS.c.id).where(stored))).intersection(ids)
    found = pages.load(connection, vault, [id_ for id_ in ids if id_ in having])
    return [one.photo["id"] for one in found if _full_number(vault, one)]


def _exported(ids: Sequence[str], numbered: Iterable[str]) -> Iterator[ExportedPhoto]:
    """Yield the photos; those named in the audit entry with their full numbers."""
    store, numbered = service().store, frozenset(numbered)
    for at in range(0, len(ids), PHOTOS_AT_ONCE):
        with store.reading() as connection:
            found = pages.load(connection, store.vault, ids[at : at + PHOTOS_AT_ONCE])
        for one in found:
            number = _full_number(store.vault, one) if one.photo["id"] in numbered else None
            yield ExportedPhoto(one, number or one.photo["number_masked"])


def _full_number(vault: Vault, one: FoundPhoto) -> str | None:
    """Return the number that an officer typed, else the one read; None if none is stored."""
    read = answers.full_number(answers.secret_number(vault, one.photo) or {})
    return answers.typed_number(vault, one.photo) or read


def _csv(ids: Sequence[str], numbered: Iterable[str], machine: bool) -> Iterator[bytes]:
    headings = MACHINE_COLUMNS if machine else export_table.headings()
    row = _machine_cells if machine else export_table.cells
    return text_table_parts(headings, map(row, _exported(ids, numbered)))


def _xlsx(ids: Sequence[str], numbered: Iterable[str]) -> Iterator[bytes]:
    """Yield the workbook. Its sheets follow each other, so that each reads the photos again."""
    name = in_language("Mesin", "Machine")
    machine = Sheet(name=name, headings=MACHINE_COLUMNS, widths=COLUMN_WIDTHS)
    sheets: tuple[tuple[Sheet, Callable[[ExportedPhoto], Cells]], ...] = (
        (export_table.sheet(), export_table.cells),
        (machine, _machine_cells),
    )
    return workbook_parts(
        [SheetRows(sheet, len(ids), map(row, _exported(ids, numbered))) for sheet, row in sheets]
    )


def _machine_cells(one: ExportedPhoto) -> Cells:
    return cells(results.result_row(one.found), MACHINE_COLUMNS)
