"""The members of a Kartu Keluarga, read apart from the check, which need not wait for them."""

from precheck.decode.file import decode
from precheck.decode.guards import DEFAULT_GUARDS, Guards
from precheck.document.subject import recognise_document
from precheck.number.members import read_table
from precheck.number.result import Members
from precheck.office.documents import document_types
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.memory import memory_errors
from precheck.sheet.detect import find_page


@memory_errors()
def read_members(
    data: bytes, page: int, office: Office, *, guards: Guards = DEFAULT_GUARDS
) -> Members | None:
    """Read the NIKs in the table of the Kartu Keluarga in a picture.

    page: of a PDF or TIFF, from 1. None for another document, or if no NIK can be read. Raises
    PrecheckError for unreadable bytes; MemoryError.
    """
    photo = decode(data, page=page, guards=guards)
    sheet, recognition = find_page(photo)
    known = document_types()
    wanted = tuple(type_ for type_ in known if known[type_].printed.table is not None)
    subject, _ = recognise_document(photo, sheet, recognition, Options(types=wanted), office)
    table = known[subject.document.type].printed.table
    return None if table is None else read_table(subject.page.flat, table)
