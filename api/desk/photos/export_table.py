"""The exported table for people: a row a photo, in words and local times, the number once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping

from api.desk.pages import words
from api.desk.pages.error_words import ERROR_TITLES
from api.desk.pages.language import Words, in_language
from api.desk.pages.office_time import cell_time, zone
from api.store.photos.search import FoundPhoto, status_of
from precheck.bulk.results.spreadsheets import Sheet
from precheck.bulk.results.table import CellValue

SHEET_NAME: Words = ("Foto", "Photos")


@dataclass(frozen=True, slots=True)
class ExportedPhoto:
    """A photo to export, with the number as the person may see it."""

    found: FoundPhoto
    number: str | None

    @property
    def photo(self) -> RowMapping:
        """The photo's row."""
        return self.found.photo


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table."""

    heading: Words
    width: int
    """In characters."""
    cell: Callable[[ExportedPhoto], CellValue]


def headings() -> tuple[str, ...]:
    """Return the headings in the page's language."""
    return tuple(in_language(*column.heading) for column in COLUMNS)


def cells(one: ExportedPhoto) -> tuple[CellValue, ...]:
    """Return the cells of a photo."""
    return tuple(column.cell(one) for column in COLUMNS)


def sheet() -> Sheet:
    """Return the sheet for people in the page's language."""
    widths = {in_language(*column.heading): column.width for column in COLUMNS}
    return Sheet(name=in_language(*SHEET_NAME), headings=headings(), widths=widths)


def _sent_by_citizen(one: ExportedPhoto) -> datetime | None:
    sent_at = one.found.names.sent_at
    if sent_at is None:
        return None
    at = datetime.fromisoformat(sent_at)
    return at if at.tzinfo is None else at.astimezone(zone()).replace(tzinfo=None)


def _page(one: ExportedPhoto) -> int | None:
    """Return the page; None for a file of one page."""
    image = (one.photo["answer"] or {}).get("image") or {}
    page: int = one.photo["page"]
    return page if page > 1 or image.get("pages", 1) > 1 else None


def _type(one: ExportedPhoto) -> str | None:
    return _word(words.TYPE_WORDS.get(one.photo["officer_type"] or one.photo["type"]))


def _number_state(one: ExportedPhoto) -> str | None:
    outcome, state = one.photo["number_outcome"], one.photo["number_state"]
    return _word(words.NUMBER_OUTCOME_WORDS.get(outcome) or words.NUMBER_STATE_WORDS.get(state))


def _outcome(one: ExportedPhoto) -> str | None:
    return _word(words.VERDICT_WORDS.get(one.photo["decision"] or one.photo["verdict"]))


def _reasons(one: ExportedPhoto) -> str | None:
    """Return the officer's reason, else the automatic ones, else why there is no verdict."""
    photo = one.photo
    if photo["decision_reason"]:
        codes = [photo["decision_reason"]]
    elif "accept" in {photo["decision"], photo["decision"] or photo["verdict"]}:
        codes = []
    else:
        codes = [reason["code"] for reason in (photo["answer"] or {}).get("reasons", ())]
    titles = [_word(words.REASON_WORDS.get(code)) or code for code in codes]
    return ", ".join(titles) or _word(ERROR_TITLES.get(photo["error"])) or photo["error"]


def _word(pair: Words | None) -> str | None:
    return None if pair is None else in_language(*pair)


COLUMNS = (
    Column(("File", "File"), 36, lambda one: one.found.names.file),
    Column(("Halaman PDF", "Page of PDF"), 12, _page),
    Column(("Kumpulan", "Batch"), 24, lambda one: one.found.batch_name or one.photo["line"]),
    Column(("Masuk", "Came"), 17, lambda one: cell_time(one.photo["added_at"])),
    Column(("Acuan", "Reference"), 24, lambda one: one.found.names.reference),
    Column(("Pengirim", "Sender"), 20, lambda one: one.found.names.sender),
    Column(("Dikirim warga", "Sent by the citizen"), 17, _sent_by_citizen),
    Column(("Dokumen", "Document"), 18, _type),
    Column(("Nomor", "Number"), 24, lambda one: one.number),
    Column(("Nomor itu", "The number is"), 20, _number_state),
    Column(("Hasil", "Outcome"), 14, _outcome),
    Column(("Alasan", "Reason"), 26, _reasons),
    Column(("Keadaan", "State"), 22, lambda one: _word(words.STATUS_WORDS[status_of(one.photo)])),
    Column(("Petugas", "Officer"), 16, lambda one: one.photo["decided_by"]),
    Column(("Diputuskan", "Decided"), 17, lambda one: cell_time(one.photo["decided_at"])),
    Column(("Pesan untuk warga", "Message to the citizen"), 70, lambda one: one.photo["message"]),
    Column(
        ("Pesan terkirim", "Message sent"),
        17,
        lambda one: cell_time(one.photo["sent_at"]),
    ),
    Column(("Dikirim oleh", "Sent by"), 16, lambda one: one.photo["sent_by"]),
)
