"""What an officer wrote about an application, sealed, and what the citizen is now told about it."""

from api.store.database.vault import Vault
from api.store.stages import BY_PAPERS, Stage
from api.store.submissions import Submission
from api.submissions.papers import Progress
from api.submissions.records import states
from api.submissions.records.rows import Transaction
from api.submissions.wording import Word


def seal_word(vault: Vault, word: Word, id_: str) -> bytes:
    """Encrypt what an officer wrote to the citizen."""
    return vault.seal_json({"note": word.note, "slots": word.slots}, f"word:{id_}")


def open_word(vault: Vault, row: Submission) -> Word:
    """Decrypt it; empty if there is none, or it is erased."""
    found = vault.open_json(row.sealed_word, f"word:{row.id}") or {"note": "", "slots": ()}
    return Word(found["note"], tuple(found["slots"]))


def seal_note(vault: Vault, note: str, id_: str) -> bytes | None:
    """Encrypt the officers' note; None for an empty one."""
    return vault.seal_json(note, f"note:{id_}") if note else None


def open_note(vault: Vault, row: Submission) -> str:
    """Decrypt the officers' note."""
    return vault.open_json(row.sealed_note, f"note:{row.id}") or ""


def said_of_step(act: Transaction, row: Submission) -> str:
    """Return the text about the step in force. Raises ServiceGone."""
    assert row.step_at is not None
    word = open_word(act.vault, row)
    return act.rules.speaker(row).said_of_step(row.stage, row.step_at, word)


def said(act: Transaction, row: Submission, of: Progress) -> str:
    """Return what the application waits for, or how far officers are. Raises ServiceGone."""
    awaited = row.stage is Stage.IN_WORK and of.awaited
    if row.state == "expired" or row.stage in BY_PAPERS or awaited:
        return act.rules.speaker(row).said_of_state(states.in_force(row, of), of)
    return said_of_step(act, row)
