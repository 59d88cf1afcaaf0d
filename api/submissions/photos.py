"""Photos of a submission: added and filed, answered again, placed by their sender.

Photos of one submission are filed one after the other: its row is locked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import RowMapping

from api.metrics import record
from api.metrics.record import Source
from api.store import batches
from api.store import submissions as store
from api.store.photos import intake, leases
from api.store.photos.intake import Names, Upload
from api.store.submissions import Submission
from api.store.tables.batches import PHOTOS
from api.submissions.codes import Code, Filing
from api.submissions.filing import place_in
from api.submissions.papers import OTHER, Paper, Progress
from api.submissions.records import states
from api.submissions.records.placing import filed_broken, filed_in
from api.submissions.records.repeats import known_photo, open_choices
from api.submissions.records.rows import Checked, Rules, SubmissionClosed, Transaction
from api.submissions.records.rows import papers as papers_of

LEASE_SECONDS = 60.0
"""Of a photo that is checked before it is stored; the transaction ends long before."""
FILER = "submission"
"""Holder of that lease."""
MAX_PHOTOS = 200
"""Photos and pages of one submission, so that each is filed in little time."""
MOVABLE = frozenset({Code.ASK_SLOT, Code.FILED, Code.PART, Code.ALREADY_IN})


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPhoto:
    """A file that the citizen sent."""

    data: bytes = field(repr=False)
    slot: str | None = None
    """The slot that the sender named."""
    refused: frozenset[str] = frozenset()
    """The slots that the sender ruled out for this photo."""
    message_id: str | None = None
    """The channel's id of the message: the same one again is the same call."""
    name: str = "foto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one photo."""

    photo: RowMapping
    filing: Filing
    message: str


def asked_types(rules: Rules, row: Submission, of: Progress, slot: str | None) -> tuple[str, ...]:
    """Return the document types for the check to look for: the stated slot's, or all awaited ones.

    Empty if the awaited papers have no known type: a check for `other` accepts any paper, and a
    KTP would be filed as a letter.
    """
    stated = rules.variant(row).slot(slot)
    slots = of.awaited if stated is None else (stated,)
    types = tuple(dict.fromkeys(type_ for one in slots for type_ in one.types))
    return () if types == (OTHER,) else types


def add_photo(
    act: Transaction, row: Submission, sent: SentPhoto, checked: Checked | str | None
) -> Answer | None:
    """Store a photo and file it; the same message or the very same file is answered again.

    row: the locked submission. checked: the verdict, or the code of the error where there is none;
    None leaves it to a worker, and None is returned. Raises SubmissionClosed.
    """
    if row.ended:
        raise SubmissionClosed("This submission has ended: begin another.")
    rows = store.photos(act.connection, row)
    known = known_photo(act.vault, rows, intake.mac_of(act.vault, sent.data), sent.message_id)
    if known is not None:
        return _again(act, row, known, sent)
    if len(rows) >= MAX_PHOTOS:
        raise SubmissionClosed(f"A submission holds {MAX_PHOTOS} photos at most.")
    photo_id = _store(act, row, sent)
    return None if checked is None else _complete(act, photo_id, checked, sent.refused)


def place(
    act: Transaction, row: Submission, photo: RowMapping, slot: str, *, closing: bool = True
) -> Answer | None:
    """File a legible photo into the slot that its sender names, with the other pages of its file.

    row: the locked submission. closing: whether to say what is awaited next. None if the slot does
    not take the photo's type, or the photo was refused, decided, or is there already.
    """
    wanted, type_ = act.rules.variant(row).slot(slot), photo["officer_type"] or photo["type"]
    if wanted is None or (type_ or OTHER) not in wanted.types or photo["slot"] == slot:
        return None
    if photo["filing"] not in MOVABLE or _settled(row, photo):
        return None
    rows = store.photos(act.connection, row)
    moved = _pages(rows, photo)
    others = [paper for paper in papers_of(act.vault, rows) if paper.id not in moved]
    filing = place_in(act.rules.variant(row), others, slot)
    for more, id_ in enumerate(moved):
        code, part = (filing.code, Code.PART)[more > 0], (filing.part or 1) + more
        _update(act, id_, slot=slot, filing=code, part=part)
    return _moved(act, row, photo, filing, closing=closing)


def set_aside(
    act: Transaction, row: Submission, photo: RowMapping, *, closing: bool = True
) -> Answer | None:
    """Keep a photo as a further one, which its sender says is none of the papers asked about.

    As `place`; None if nothing is asked about the photo.
    """
    if photo["filing"] != Code.ASK_SLOT or _settled(row, photo):
        return None
    for id_ in _pages(store.photos(act.connection, row), photo):
        _update(act, id_, filing=Code.ALREADY_IN)
    return _moved(act, row, photo, Filing(code=Code.ALREADY_IN), closing=closing)


def _settled(row: Submission, photo: RowMapping) -> bool:
    """Return whether it is officers who say what becomes of a photo."""
    return row.ended or photo["decision"] is not None or photo["returned_at"] is not None


def _pages(rows: Sequence[RowMapping], photo: RowMapping) -> list[str]:
    """Return the ids of a photo and of the pages of its file that lie beside it."""
    shared = ("file_mac", "filing", "slot")
    return [one["id"] for one in rows if all(one[name] == photo[name] for name in shared)]


def _moved(
    act: Transaction, row: Submission, photo: RowMapping, filing: Filing, *, closing: bool
) -> Answer:
    """Settle the submission after its sender's word on a photo, and answer."""
    after = states.settle(act, row)
    speaker = act.rules.speaker(row)
    message = speaker.said_of(filing, photo["answer"], after, closing=closing)
    _update(act, photo["id"], message=message)
    return Answer(photo=_photo(act, photo["id"]), filing=filing, message=message)


def _store(act: Transaction, row: Submission, sent: SentPhoto) -> str:
    batch = batches.get(act.connection, row.batch_id)
    assert batch is not None
    upload = Upload(
        data=sent.data,
        names=Names(file=sent.name, reference=store.open_reference(act.vault, row)),
        types=asked_types(act.rules, row, states.progress(act, row), sent.slot),
        slot=sent.slot,
        message_mac=act.vault.mac("message", sent.message_id),
    )
    return intake.add(act.connection, act.vault, batch, upload, act.now).photo_id


def _complete(
    act: Transaction, photo_id: str, checked: Checked | str, refused: frozenset[str]
) -> Answer:
    lease = leases.take(act.connection, FILER, act.now, LEASE_SECONDS, photo_id)
    if lease is None:  # a file that cannot be decoded, again
        photo = _photo(act, photo_id)
        return Answer(photo=photo, filing=reported(photo), message=photo["message"] or "")
    if isinstance(checked, str):
        filed = filed_broken(act, lease.photo, checked)
    else:
        filed = filed_in(act, lease.photo, checked, refused)
    assert filed is not None
    leases.complete(act.connection, lease, filed.columns, act.now)
    record.completed(Source.SUBMISSION, filed.columns)
    intake.add_pages(act.connection, act.vault, lease.photo, filed.pages)
    photo = _photo(act, filed.asked or photo_id)
    return Answer(photo=photo, filing=filed.filing, message=filed.message)


def _again(act: Transaction, row: Submission, photo: RowMapping, sent: SentPhoto) -> Answer:
    """Answer a message as before, a file as a repeat; file it where its sender now names a slot."""
    answered = None if sent.slot is None else place(act, row, photo, sent.slot)
    if answered is not None:
        return answered
    message_mac = act.vault.mac("message", sent.message_id)
    if message_mac is not None and photo["message_mac"] == message_mac:
        filing = replace(reported(photo), choices=open_choices(photo, states.progress(act, row)))
        return Answer(photo=photo, filing=filing, message=photo["message"] or "")
    of = states.progress(act, row)
    paper = next((one for one in of.papers if one.id == photo["id"]), Paper(id=photo["id"]))
    said = act.rules.speaker(row).said_of_repeat(paper, photo["message"] or "", of)
    choices = open_choices(photo, of)
    repeat = Filing(code=Code.REPEAT, slot=photo["slot"], attempt=photo["attempt"], choices=choices)
    return Answer(photo=photo, filing=repeat, message=said)


def reported(photo: RowMapping) -> Filing:
    """Return what became of a photo, as it was answered."""
    code = Code(photo["filing"] or Code.REPEAT)
    return Filing(code=code, slot=photo["slot"], part=photo["part"], attempt=photo["attempt"])


def _update(act: Transaction, id_: str, **values: object) -> None:
    act.connection.execute(PHOTOS.update().where(PHOTOS.c.id == id_).values(**values))


def _photo(act: Transaction, id_: str) -> RowMapping:
    return act.connection.execute(PHOTOS.select().where(PHOTOS.c.id == id_)).mappings().one()
