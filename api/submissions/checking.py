"""Checks a photo of a submission before it is stored: which papers to ask for, and the check."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from api.store import submissions as store
from api.store.photos import intake
from api.store.submissions import Submission
from api.submissions.codes import SlotState
from api.submissions.papers import OTHER, Progress
from api.submissions.photos import SentPhoto, asked_types
from api.submissions.records import states
from api.submissions.records.repeats import known_photo
from api.submissions.records.rows import Checked, SubmissionClosed, Transaction
from precheck.decision.hard_reasons import UNRECOGNISED
from precheck.decision.verdict import CheckedPhoto, Code, Decision
from precheck.office.policy import Office
from precheck.options import Options

Check = Callable[[bytes, Options], CheckedPhoto]
"""Checks the bytes of a picture. Raises PrecheckError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Options of the check of a photo, and the rules it follows."""

    options: Options
    office: Office
    of_service: frozenset[str]
    """Types of all papers that the service asks for, awaited or not."""
    takes_pages: bool = False
    """Whether a paper of no known type is in and may have further pages."""


def make_plan(act: Transaction, row: Submission, sent: SentPhoto) -> Plan | None:
    """Return what to check a photo for; None if the photo is known and needs no check.

    Raises SubmissionClosed.
    """
    if row.ended:
        raise SubmissionClosed("This submission has ended: begin another.")
    rows, mac = store.photos(act.connection, row), intake.mac_of(act.vault, sent.data)
    if known_photo(act.vault, rows, mac, sent.message_id) is not None:
        return None
    of, variant = states.progress(act, row), act.rules.variant(row)
    options = Options(
        types=asked_types(act.rules, row, of, sent.slot),
        lang=act.rules.speaker(row).texts.check_lang,
        likeness=True,
        reference=store.open_reference(act.vault, row),
        line=row.line,
    )
    of_service = frozenset(t for slot in variant.slots for t in slot.types)
    return Plan(
        options=options,
        office=act.rules.office,
        of_service=of_service,
        takes_pages=sent.slot is None and _takes_pages(of),
    )


def _takes_pages(of: Progress) -> bool:
    letters = [one for one in of.slots if OTHER in one.slot.types and one.state is SlotState.IN]
    return any(one.has_room for one in letters)


def check_photo(plan: Plan, data: bytes, check: Check) -> Checked:
    """Check a photo. Raises PrecheckError.

    A paper of another slot than the one that the sender named or that is awaited is checked as what
    it is, and so is a legible sheet that may be a further page of a letter.
    """
    options, result = plan.options, check(data, plan.options)
    type_, reasons = result.verdict.document.type, result.verdict.reasons
    wrong = any(reason.code is Code.WRONG_DOCUMENT for reason in reasons[:1])
    if wrong and type_ in plan.of_service:
        options = replace(options, types=(type_,))
        result = check(data, options)
    elif plan.takes_pages and any(reason.detail == UNRECOGNISED for reason in reasons[:1]):
        as_page = replace(options, types=(OTHER,))
        page = check(data, as_page)
        if page.verdict.decision is Decision.ACCEPT:
            options, result = as_page, page
    return Checked(result=result, options=options, office=plan.office)
