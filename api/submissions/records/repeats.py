"""Photos that came before: the same file, the same message, the very same shot."""

from collections.abc import Sequence

from sqlalchemy import RowMapping

from api.store.database.vault import Vault
from api.submissions.codes import FAILED
from api.submissions.papers import Progress
from precheck.decision.verdict import CheckedPhoto, Decision
from precheck.decode.likeness import is_same_shot


def known_photo(
    vault: Vault, rows: Sequence[RowMapping], file_mac: str, message_id: str | None
) -> RowMapping | None:
    """Return the photo of the same message, else of the same file; None also for a broken file."""
    message = vault.mac("message", message_id)
    first = [row for row in rows if row["page"] == 1 and row["error"] is None]
    of_message = (row for row in first if message is not None and row["message_mac"] == message)
    of_file = (row for row in first if row["file_mac"] == file_mac)
    return next(of_message, None) or next(of_file, None)


def same_shot(vault: Vault, rows: Sequence[RowMapping], result: CheckedPhoto) -> RowMapping | None:
    """Return the earlier photo of the very same shot, which a channel compressed otherwise.

    A larger picture of a shot that could not be read is no repeat, since the advice was to send
    one; nor is one that can be read now.
    """
    mine, image = result.likeness, result.verdict.image
    legible = result.verdict.decision is Decision.ACCEPT
    for row in rows:
        if mine is None or row["sealed_likeness"] is None or row["page"] != image.page:
            continue
        earlier = row["answer"]["image"]
        larger = image.width * image.height > earlier["width"] * earlier["height"]
        if row["filing"] in FAILED and (larger or legible):
            continue
        if is_same_shot(mine, open_likeness(vault, row)):
            return row
    return None


def open_choices(photo: RowMapping, of: Progress) -> tuple[str, ...]:
    """Return the slots between which the sender of a photo has still to choose."""
    unplaced = any(paper.id == photo["id"] and paper.unplaced for paper in of.loose)
    return tuple(slot.key for slot in of.awaiting_any_paper) if unplaced else ()


def seal_likeness(vault: Vault, result: CheckedPhoto, photo_id: str) -> bytes | None:
    """Encrypt a shot's signature; None without one."""
    return result.likeness and vault.seal(result.likeness, f"likeness:{photo_id}")


def open_likeness(vault: Vault, row: RowMapping) -> bytes:
    """Decrypt the signature of a photo that has one."""
    return vault.open(row["sealed_likeness"], f"likeness:{row['id']}")
