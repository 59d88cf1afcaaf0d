"""Downloads of an application's papers; each is an entry of the audit trail."""

from collections.abc import Iterator
from functools import partial

from flask import Response, abort
from sqlalchemy import Connection

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.applications.archive import ArchivedPaper, pdf_of, zip_of
from api.desk.applications.listing import titles
from api.desk.applications.sheet import may_download
from api.desk.applications.views import application_or_404
from api.desk.blueprint import bp
from api.desk.pages.downloads import file_download
from api.desk.pages.language import in_language
from api.desk.photos import pictures
from api.desk.submissions.words import spoken
from api.service import service
from api.store import audit_trail
from api.store import submissions as store
from api.store.photos import intake
from api.store.photos.number_kinds import number_kind
from api.store.submissions import Submission
from api.submissions.papers import Paper, Progress
from api.submissions.records import states
from api.submissions.records.rows import Transaction
from api.submissions.rules import rules


@bp.get("/applications/<id_>/archive.zip")
@needs(Right.DECIDE)
def application_zip(id_: str) -> Response:
    """Return the files of an application as they came."""
    row, papers = _papers(id_, "zip")
    return file_download(zip_of(papers, _files(papers)), _name(row, "zip"), "application/zip")


@bp.get("/applications/<id_>/archive.pdf")
@needs(Right.DECIDE)
def application_pdf(id_: str) -> Response:
    """Return an application's papers as pages of one PDF, upright and whole."""
    row, papers = _papers(id_, "pdf")
    drawn = [(one.caption, jpeg) for one in papers if (jpeg := _drawn(one)) is not None]
    if not drawn:
        abort(404)
    return file_download(pdf_of(drawn), _name(row, "pdf"), "application/pdf")


def _papers(id_: str, kind: str) -> tuple[Submission, list[ArchivedPaper]]:
    """Return the papers that count and whose pictures are stored, and note who takes them."""
    with service().store.writing() as connection:
        row = application_or_404(connection, id_)
        if not may_download(row):
            abort(403)
        papers = _archived(connection, row)
        if not papers:
            abort(404)
        numbered = [one.photo["id"] for one in papers if number_kind(one.photo)]
        detail = {"format": kind, "photos": len(papers), "full_numbers": numbered}
        audit_trail.add(connection, person().name, "export", row.id, detail)
    return row, papers


def _archived(connection: Connection, row: Submission) -> list[ArchivedPaper]:
    act = Transaction(connection, service().store.vault, rules(), 0.0)
    rows = {one["id"]: one for one in store.photos(connection, row)}
    heading = ", ".join(titles(row))
    return [
        ArchivedPaper(
            photo=rows[paper.id], slot=slot, caption=f"{heading} – {title} {at}, {row.id[-6:]}"
        )
        for at, (slot, title, paper) in enumerate(_in_order(states.progress(act, row)), 1)
        if rows[paper.id]["file_id"] is not None
    ]


def _in_order(of: Progress) -> Iterator[tuple[str, str, Paper]]:
    """Yield key and name of the slot with each paper that counts, further ones last."""
    for one in of.slots:
        yield from ((one.slot.key, spoken(one.slot.title), paper) for paper in one.kept)
    further = in_language("foto tambahan", "further photo")
    yield from (("tambahan", further, paper) for paper in of.loose if paper.kept)


def _files(papers: list[ArchivedPaper]) -> Iterator[tuple[str, bytes]]:
    """Yield each file once; one that was deleted meanwhile is left out."""
    for id_ in dict.fromkeys(one.photo["file_id"] for one in papers):
        data = _opened(id_)
        if data is not None:
            yield id_, data


def _drawn(paper: ArchivedPaper) -> bytes | None:
    """Return the whole photo upright; None if it was deleted meanwhile, or cannot be drawn."""
    photo, here = paper.photo, service()
    data = _opened(photo["file_id"])
    if data is None or photo["answer"] is None:
        return None
    draw = partial(pictures.picture, data, photo, here.settings.guards, pictures.whole_picture, ())
    return here.pictures.run(draw)


def _opened(file_id: str) -> bytes | None:
    store_ = service().store
    with store_.reading() as connection:
        return intake.picture(connection, store_.vault, file_id)


def _name(row: Submission, ending: str) -> str:
    return f"{row.service}-{row.id}.{ending}"
