"""A citizen's photo: checked outside any transaction, filed inside the one that answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.channels.dialogue.camera import camera_offered
from api.channels.dialogue.office import Office, owner_of
from api.channels.dialogue.refusals import meant, refused
from api.channels.dialogue.slot_question import (
    letters,
    note_asked,
    note_doubted,
    slot_choices,
    words_of_slots,
)
from api.channels.dialogue.turn import Turn
from api.channels.messages import Incoming, Reply
from api.store.submissions import Submission
from api.submissions import submissions
from api.submissions.catalogue import Variant
from api.submissions.checking import check_photo, make_plan
from api.submissions.codes import Code
from api.submissions.photos import Answer, SentPhoto, add_photo
from api.submissions.records.rows import Checked, Transaction
from precheck.errors import INSTALLATION_ERRORS, PrecheckError


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file for a submission with its verdict, or the code of its error; None: sent before."""

    submission_id: str
    sent: SentPhoto
    checked: Checked | str | None


def checked(office: Office, submission_id: str, incoming: Incoming, media: bytes) -> CheckedFile:
    """Check a photo for a submission.

    Raises NoSuchSubmission, SubmissionClosed, ServiceGone, or an error of the installation.
    """
    name = (incoming.media and incoming.media.filename) or "foto"
    with office.store.reading() as connection:
        row = submissions.own(connection, submission_id, owner_of(incoming.channel))
        act = office.act(connection)
        slot, not_for = _captioned(office.rules.variant(row), incoming.text)
        sent = SentPhoto(
            data=media, slot=slot, refused=not_for, message_id=incoming.message_id, name=name
        )
        plan = make_plan(act, row, sent)
    found: Checked | str | None = None
    if plan is not None:
        marked = replace(plan, options=replace(plan.options, overlay=True))
        try:
            found = check_photo(marked, media, office.check)
        except INSTALLATION_ERRORS:
            raise
        except PrecheckError as error:
            found = error.code
    return CheckedFile(submission_id=submission_id, sent=sent, checked=found)


def file(turn: Turn, photo: CheckedFile) -> Sequence[Reply]:
    """File the photo and answer it. Raises as `checked` does."""
    act, row, answer = _filed(turn, photo)
    reply = _reply(act, row, photo, answer, turn.incoming.message_id)
    return [reply, *camera_offered(act, row, answer)]


def file_in_silence(turn: Turn, photo: CheckedFile) -> str:
    """File the photo and return its id. Raises as `checked` does."""
    *_, answer = _filed(turn, photo)
    return str(answer.photo["id"])


def _filed(turn: Turn, photo: CheckedFile) -> tuple[Transaction, Submission, Answer]:
    act = turn.act
    row = submissions.own(turn.connection, photo.submission_id, turn.owner, lock=True)
    answer = add_photo(act, row, photo.sent, photo.checked)
    assert answer is not None
    turn.conversation.submission_id = photo.submission_id
    if answer.filing.choices:
        note_asked(turn.conversation.state, answer.photo["id"], turn.incoming.message_id)
        if photo.sent.refused:
            note_doubted(turn.conversation.state, answer.photo["id"])
    return act, row, answer


def _captioned(variant: Variant, caption: str | None) -> tuple[str | None, frozenset[str]]:
    """Return the slot that a caption names, and those it refuses.

    They are of those whose papers only their sender knows.
    """
    named = words_of_slots(letters(variant))
    key = meant(caption or "", named)
    return (key, frozenset()) if key in named else (None, refused(caption or "", named))


def _reply(
    act: Transaction, row: Submission, photo: CheckedFile, answer: Answer, message_id: str
) -> Reply:
    """Return the answer, with the choice of slots or the marked picture where it helps."""
    speaker, overlay = act.rules.speaker(row), None
    if answer.filing.code is Code.UNREADABLE and isinstance(photo.checked, Checked):
        result = photo.checked.result
        shown = any(reason.where is not None for reason in result.verdict.reasons)
        overlay = result.overlay if shown else None
    return Reply(
        text=answer.message,
        buttons=slot_choices(speaker, answer.photo["id"], answer.filing.choices),
        picture=overlay,
        quotes=message_id if answer.filing.choices else None,
        about=answer.photo["id"] if answer.filing.choices else None,
    )
