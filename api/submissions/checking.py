"""Checks a photo of a submission before it is stored: which papers to ask for, and the check."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy import RowMapping

from api.http.inputs import BadOption
from api.store import submissions as store
from api.store.photos import intake
from api.submissions.papers import State
from api.submissions.photos import SentPhoto, asked_types
from api.submissions.records import states
from api.submissions.records.repeats import known_photo
from api.submissions.records.rows import Checked, Transaction
from api.submissions.submissions import SubmissionClosed
from precheck.decision.verdict import CheckedPhoto, Code
from precheck.office.policy import Office
from precheck.options import Options


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the check of a photo is asked for."""

    options: Options
    elsewhere: tuple[str, ...]
    """Types of papers that are awaited, whatever slot the sender named."""


def make_plan(
    act: Transaction, row: RowMapping, sent: SentPhoto, expected_number: str | None = None
) -> Plan | None:
    """Return what to check a photo for; None if the photo is known and needs no check.

    Raises BadOption for an unknown slot, SubmissionClosed.
    """
    variant = act.rules.variant(row)
    if sent.slot is not None and variant.slot(sent.slot) is None:
        raise BadOption(f"Option 'slot': one of {', '.join(one.key for one in variant.slots)}.")
    if row["state"] == State.EXPIRED:
        raise SubmissionClosed("This submission has expired: begin another.")
    rows, mac = store.photos(act.connection, row), intake.mac_of(act.vault, sent.data)
    if known_photo(act.vault, rows, mac, sent.message_id) is not None:
        return None
    of = states.progress(act, row)
    options = Options(
        types=asked_types(act.rules, row, of, sent.slot),
        lang=act.rules.speaker(row).texts.check_lang,
        likeness=True,
        expected_number=expected_number,
        reference=store.open_reference(act.vault, row),
        line=row["line"],
    )
    return Plan(options=options, elsewhere=asked_types(act.rules, row, of, None))


Run = Callable[[bytes, Options], CheckedPhoto]
"""The check of a photo under the office's rules."""


def check(plan: Plan, sent: SentPhoto, run: Run, office: Office) -> Checked:
    """Check the photo. Raises PrecheckError, among them Busy.

    A paper that belongs to another slot than the sender named is checked as what it is.
    """
    verdict = (result := run(sent.data, plan.options)).verdict
    options = plan.options
    wrong = any(reason.code is Code.WRONG_DOCUMENT for reason in verdict.reasons[:1])
    if wrong and verdict.document.type in plan.elsewhere:
        options = replace(options, types=(verdict.document.type,))
        result = run(sent.data, options)
    return Checked(result=result, options=options, office=office)
