"""Checks a photo of a submission before it is stored: which papers to ask for, and the check."""

from dataclasses import dataclass, replace
from functools import partial

from flask import g
from sqlalchemy import RowMapping

from api.http.inputs import BadOption
from api.service import service
from api.store import submissions as store
from api.store.photos import intake
from api.submissions.papers import State
from api.submissions.photos import SentPhoto, asked_types
from api.submissions.records import states
from api.submissions.records.repeats import known_photo
from api.submissions.records.rows import Checked, Transaction
from api.submissions.submissions import SubmissionClosed
from precheck.decision.verdict import Code
from precheck.options import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the check of a photo is asked for."""

    options: Options
    elsewhere: tuple[str, ...]
    """Types of papers that are awaited, whatever slot the sender named."""


def make_plan(act: Transaction, row: RowMapping, sent: SentPhoto) -> Plan | None:
    """Return what to check a photo for; None if the photo is known and needs no check.

    Raises BadOption for an unknown slot, SubmissionClosed.
    """
    variant = act.rules.variant(row)
    if sent.slot is not None and variant.slot(sent.slot) is None:
        raise BadOption(f"Option 'slot': one of {', '.join(one.key for one in variant.slots)}.")
    if row["state"] == State.EXPIRED:
        raise SubmissionClosed("This submission has expired: begin another.")
    g.lang = act.rules.speaker(row).texts.check_lang  # for the messages of later errors
    rows, mac = store.photos(act.connection, row), intake.mac_of(act.vault, sent.data)
    if known_photo(act.vault, rows, mac, sent.message_id) is not None:
        return None
    of = states.progress(act, row)
    options = Options(
        types=asked_types(act.rules, row, of, sent.slot),
        lang=g.lang,
        likeness=True,
        reference=store.open_reference(act.vault, row),
        line=row["line"],
    )
    return Plan(options=options, elsewhere=asked_types(act.rules, row, of, None))


def check(plan: Plan, sent: SentPhoto, expected_number: str | None) -> Checked:
    """Check the photo. Raises PrecheckError, among them Busy.

    A paper that belongs to another slot than the sender named is checked as what it is.
    """
    options = replace(plan.options, expected_number=expected_number)
    checked = _check(sent.data, options)
    verdict = checked.result.verdict
    wrong = any(reason.code is Code.WRONG_DOCUMENT for reason in verdict.reasons[:1])
    if wrong and verdict.document.type in plan.elsewhere:
        return _check(sent.data, replace(options, types=(verdict.document.type,)))
    return checked


def _check(data: bytes, options: Options) -> Checked:
    here = service()
    result = here.capacity.run(partial(here.check, data, options, here.office))
    return Checked(result=result, options=options, office=here.office)
