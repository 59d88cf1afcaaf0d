"""Files a checked photo in the database: its columns, the other half, the submission's state."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import RowMapping

from api.store import submissions as store
from api.store.photos import answers
from api.store.retention import ERASED
from api.store.submissions import DEMO_OWNER, Submission
from api.store.tables.batches import PHOTOS
from api.submissions import papers
from api.submissions.codes import Code, Filing
from api.submissions.filing import Around, file
from api.submissions.papers import Paper
from api.submissions.records import states
from api.submissions.records.members import when_to_read
from api.submissions.records.queueing import PART_OF_A_SHEET, queue_columns
from api.submissions.records.repeats import open_choices, same_shot, seal_likeness
from api.submissions.records.rows import Checked, Transaction
from api.submissions.records.rows import papers as papers_of
from api.submissions.seen import cut_sides
from precheck.answer.as_json import Json
from precheck.answer.sentences import error_message
from precheck.decision.decide import next_without_verdict
from precheck.decision.verdict import Next


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A filed photo, before its columns are written."""

    filing: Filing
    message: str
    """The one text for the citizen."""
    columns: dict[str, Any]
    """Of the photo's row."""
    pages: int = 1
    """Of its file."""
    asked: str | None = None
    """Id of the earlier photo of the same shot that still waits for its sender's choice."""


def filed_in(
    act: Transaction,
    photo: RowMapping,
    checked: Checked,
    refused: frozenset[str] = frozenset(),
) -> Filed | None:
    """File a checked photo in its submission, and return the columns to complete it with.

    Both ways call this in the transaction that completes the photo: a call that checks first, and a
    worker. refused: the slots that its sender says it is not for. None if the photo belongs to no
    submission, or the office has its service no more.
    """
    row = _submission(act, photo)
    if row is None:
        return None
    rows = _others(act, row, photo)
    earlier = same_shot(act.vault, rows, checked.result)
    if earlier is not None:
        return _repeated(act, row, photo, checked, earlier)
    variant, held = act.rules.variant(row), papers_of(act.vault, rows)
    demo = row.owner == DEMO_OWNER
    first_try = checked.at(1, photo["id"])
    filing = file(
        variant,
        held,
        first_try,
        photo["slot"],
        Around(
            handed_over=checked.handed_over,
            advise=act.rules.advise,
            number_mac=_answer_columns(act, photo, first_try)["number_mac"],
            first_page=_first_page(held, photo),
            refused=refused,
        ),
    )
    answer = checked.at(filing.attempt, photo["id"])
    values = _answer_columns(act, photo, answer)
    new = _paper(photo, filing, answer, values)
    held = [*_joined(act, held, filing.joined, demo=demo), new]
    after = papers.progress(variant, held)
    message = act.rules.speaker(row).said_of(filing, answer, after)
    states.write(act, row, held, after)
    advise, urgent = act.rules.advise, variant.urgent
    columns = {
        **values,
        **queue_columns(filing, values, urgent=urgent, advise=advise, demo=demo),
        **_filing_columns(filing, message),
        "sealed_likeness": seal_likeness(act.vault, checked.result, photo["id"]),
        "members_due_at": when_to_read(variant, values, act.now),
    }
    pages = checked.result.verdict.image.pages
    return Filed(filing=filing, message=message, columns=columns, pages=pages)


def filed_broken(act: Transaction, photo: RowMapping, code: str) -> Filed | None:
    """File a file that cannot be decoded: a failed attempt. None if it is of no submission.

    code: of the error.
    """
    row = _submission(act, photo)
    if row is None:
        return None
    variant, held = act.rules.variant(row), papers_of(act.vault, _others(act, row, photo))
    attempt = papers.progress(variant, held).attempts(photo["slot"]) + 1
    step = next_without_verdict(attempt, act.rules.office)
    texts = act.rules.office.settings.texts[act.rules.speaker(row).texts.check_lang]
    message, _ = error_message(code, texts, step) or (texts.expired, "")
    failed = Code.TO_OFFICER if step is Next.OFFICER else Code.UNREADABLE
    filing = Filing(code=failed, slot=photo["slot"], attempt=attempt)
    held.append(Paper(id=photo["id"], slot=filing.slot, code=filing.code))
    states.write(act, row, held, papers.progress(variant, held))
    columns = {
        **answers.error_columns(photo, code, message),
        **queue_columns(
            filing, {}, urgent=variant.urgent, advise=False, demo=row.owner == DEMO_OWNER
        ),
        **_filing_columns(filing, message),
        "next": str(step),
    }
    return Filed(filing=filing, message=message, columns=columns)


def _submission(act: Transaction, photo: RowMapping) -> Submission | None:
    """Return the locked submission of a photo."""
    row = store.of_batch(act.connection, photo["batch_id"], lock=True)
    gone = row is None or act.rules.catalogue.variant(row.service, row.variant) is None
    return None if gone else row


def _others(act: Transaction, row: Submission, photo: RowMapping) -> list[RowMapping]:
    """Return the submission's other photos that are checked."""
    unfinished = {"queued", "leased"}
    rows = store.photos(act.connection, row)
    return [one for one in rows if one["id"] != photo["id"] and one["state"] not in unfinished]


def _first_page(held: Sequence[Paper], photo: RowMapping) -> Paper | None:
    """Return the first page of the same file, if the photo is another page."""
    if photo["page"] == 1:
        return None
    return next((one for one in held if (one.file, one.page) == (photo["file_mac"], 1)), None)


def _answer_columns(act: Transaction, photo: RowMapping, answer: Json) -> dict[str, Any]:
    document: Any = answer["document"]
    limit = act.rules.office.accept_limit(document["type"])
    return answers.answer_columns(act.vault, photo, answer, limit, act.rules.sampling)


def _filing_columns(filing: Filing, message: str) -> dict[str, Any]:
    names = ("attempt", "slot", "part")
    return {**{n: getattr(filing, n) for n in names}, "filing": filing.code, "message": message}


def _joined(
    act: Transaction, held: Sequence[Paper], ids: Sequence[str], *, demo: bool
) -> list[Paper]:
    """Keep earlier photos as parts, in the database and in the list."""
    values = {"filing": Code.PART, "part": 1, **({} if demo else PART_OF_A_SHEET)}
    act.connection.execute(PHOTOS.update().where(PHOTOS.c.id.in_(ids)).values(**values))
    return [replace(one, code=Code.PART, part=1) if one.id in ids else one for one in held]


def _repeated(
    act: Transaction, row: Submission, photo: RowMapping, checked: Checked, earlier: RowMapping
) -> Filed:
    """Return the filing of the very same shot: nothing of the picture is kept."""
    rows = _others(act, row, photo)
    after = papers.progress(act.rules.variant(row), papers_of(act.vault, rows))
    (first,) = (one for one in after.papers if one.id == earlier["id"])
    said = act.rules.speaker(row).said_of_repeat(first, earlier["message"] or "", after)
    filing = Filing(
        code=Code.REPEAT,
        slot=earlier["slot"],
        attempt=earlier["attempt"],
        choices=open_choices(earlier, after),
    )
    values = _answer_columns(act, photo, checked.at(filing.attempt, photo["id"]))
    dropped = {"for_officer": False, "queue_reason": None, "sampled": False, **ERASED}
    columns = {**values, **dropped, **_filing_columns(filing, said)}
    asked = earlier["id"] if filing.choices else None
    return Filed(filing=filing, message=said, columns=columns, asked=asked)


def _paper(photo: RowMapping, filing: Filing, answer: Json, values: dict[str, Any]) -> Paper:
    """Return the photo as the papers that follow will see it."""
    number: Any = answer["number"] or {}
    return Paper(
        id=photo["id"],
        file=photo["file_mac"],
        page=photo["page"],
        slot=filing.slot,
        part=filing.part,
        code=filing.code,
        type=values["type"],
        cut=cut_sides(answer) if answer["verdict"] == "re-photo" else frozenset(),
        number=answers.full_number(number),
        number_sure=number.get("state") == "read",
        number_mac=values["number_mac"],
        masked=values["number_masked"],
    )
