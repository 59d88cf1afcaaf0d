"""One item's row: the answer of the check, with file, pile and sender, the number masked."""

from concurrent.futures import BrokenExecutor
from typing import Any

from precheck.bulk.item import Item
from precheck.bulk.pile import Pile, pile_of
from precheck.check import Answer, check
from precheck.command import office, reader
from precheck.errors import UNREADY, PrecheckError
from precheck.render import Json, as_dict, new_id
from precheck.thumbnail import thumbnail

THUMBNAIL = 360
"""Pixels of its longer side."""
UNMASKED = ("value", "candidate", "digits")
"""What of a number tells more than its masked form."""


def row_of(item: Item) -> Json:
    """Check one item: its row, or a row with "error". Runs in a worker."""
    try:
        answer = check(item.source.data, item.options, office(), reader())
    except UNREADY as error:
        return error_row(item.name, error.code, str(error))
    except PrecheckError as error:
        return error_row(item.name, error.code, str(error), key=item.key)
    return _row(item, answer)


def _row(item: Item, answer: Answer) -> Json:
    told: dict[str, Any] = as_dict(answer.verdict, item.options, office(), id_=new_id())
    if told["number"] is not None and not item.asked.full_numbers:
        told["number"] |= dict.fromkeys(UNMASKED)
    if answer.overlay is not None:
        told["overlay"] = thumbnail(answer.overlay, THUMBNAIL)
    return {
        "file": item.name,
        "key": item.key,
        "pile": str(pile_of(answer.verdict, office())),
        "sent_at": item.source.sent and item.source.sent.at,
        **told,
    }


def error_row(name: str, code: str, detail: str, *, key: str | None = None) -> Json:
    """Return the row of a file without a verdict; without a key the next run tries it again."""
    row: Json = {"file": name, "key": key} if key else {"file": name}
    return {**row, "pile": str(Pile.ERROR), "error": {"code": code, "detail": detail}}


def lost_row(item: Item, error: BaseException) -> Json:
    """Return the row of an item whose check crashed, or killed its worker twice.

    What the error says is left out: it may tell what is in the photo.
    """
    if isinstance(error, BrokenExecutor):
        return error_row(item.name, "worker_died", "The check ended its process, twice.")
    return error_row(item.name, "crash", f"The check crashed ({type(error).__name__}).")
