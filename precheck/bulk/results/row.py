"""The row of one item: file name, class and sender, and the answer of the check."""

from concurrent.futures import BrokenExecutor
from typing import Any

from precheck.answer.as_json import Json, as_dict, new_id
from precheck.answer.overlay import thumbnail
from precheck.bulk.results.triage import Triage, triage
from precheck.bulk.sources.check_item import CheckItem
from precheck.check import check
from precheck.command import office
from precheck.decision.verdict import CheckedPhoto
from precheck.errors import INSTALLATION_ERRORS, PrecheckError
from precheck.library import reader

THUMBNAIL_PX = 360
"""Longer side."""
UNMASKED_KEYS = ("value", "normalised", "candidate", "digits")
"""Keys of a number that hold more than its masked form."""


def checked_row(item: CheckItem) -> Json:
    """Check one item in a worker process; return its row, or a row with "error"."""
    try:
        answer = check(item.file.data, item.options, office(), reader())
    except INSTALLATION_ERRORS as error:
        return error_row(item.name, error.code, str(error))
    except PrecheckError as error:
        return error_row(item.name, error.code, str(error), key=item.key)
    return _row(item, answer)


def _row(item: CheckItem, answer: CheckedPhoto) -> Json:
    fields: dict[str, Any] = as_dict(answer.verdict, item.options, office(), id_=new_id())
    if fields["number"] is not None and not item.settings.full_numbers:
        fields["number"] |= dict.fromkeys(UNMASKED_KEYS)
    if answer.overlay is not None:
        fields["overlay"] = thumbnail(answer.overlay, THUMBNAIL_PX)
    return {
        "file": item.name,
        "key": item.key,
        "pile": str(triage(answer.verdict, office())),
        "sent_at": item.file.sent and item.file.sent.at,
        **fields,
    }


def error_row(name: str, code: str, detail: str, *, key: str | None = None) -> Json:
    """Return the row of a file without a verdict; without a key, the next run tries it again."""
    row: Json = {"file": name, "key": key} if key else {"file": name}
    return {**row, "pile": str(Triage.ERROR), "error": {"code": code, "detail": detail}}


def crash_row(item: CheckItem, error: BaseException) -> Json:
    """Return the row of an item whose check raised `error`, or ended its worker process twice.

    The error's text is left out: it may hold what is in the photo.
    """
    if isinstance(error, BrokenExecutor):
        return error_row(item.name, "worker_died", "The check ended its process, twice.")
    return error_row(item.name, "crash", f"The check crashed ({type(error).__name__}).")
