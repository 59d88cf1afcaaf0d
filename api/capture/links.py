"""Camera links: made for one paper of one submission, found by their token, and used up."""

import secrets
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

from api.errors import ServiceError
from api.store import capture_links
from api.store import submissions as store
from api.store.capture_links import CaptureLink, NewLink
from api.store.submissions import Submission
from api.submissions.catalogue import Slot
from api.submissions.codes import SlotState
from api.submissions.records import states
from api.submissions.records.rows import ServiceGone, Transaction

TOKEN_BYTES = 24
"""Of a token: 192 bits, which nobody guesses."""
MAC_KIND = "capture"


class LinkOver(ServiceError):
    """The link is unknown, expired or used up, or its paper is in. The citizen asks for another."""

    code = "link_over"
    status = HTTPStatus.GONE


class CameraOff(ServiceError):
    """No public address is set. The service's operator sets it."""

    code = "camera_off"
    status = HTTPStatus.CONFLICT


class Maker(StrEnum):
    """Who made a link."""

    CALLER = "caller"
    CHAT = "chat"
    DESK = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that is in force, with what it is for."""

    row: CaptureLink
    submission: Submission
    slot: Slot


def make(act: Transaction, row: Submission, slot: Slot, by: Maker) -> tuple[str, float]:
    """Make a link and return its address, and when it expires in seconds since 1970.

    The address tells nothing of the citizen. Raises CameraOff.
    """
    if act.rules.public_url is None:
        raise CameraOff("Camera links need the setting public_url, the address for citizens.")
    token, expires_at = secrets.token_urlsafe(TOKEN_BYTES), act.now + act.rules.camera_seconds
    new = NewLink(
        submission_id=row.id,
        slot=slot.key,
        token_mac=_mac(act, token),
        made_by=by,
        created_at=act.now,
        expires_at=expires_at,
    )
    capture_links.create(act.connection, new)
    return f"{act.rules.public_url}/capture/{token}", expires_at


def find(
    act: Transaction, token: str, message_id: str | None = None, *, lock: bool = False
) -> Link:
    """Return the link of a token. Raises LinkOver.

    message_id: of a photo; one that the link has filed finds it again, so that a phone which lost
    the answer gets it. lock: the link and its submission.
    """
    row = capture_links.find(act.connection, _mac(act, token), lock=lock)
    if row is None or row.expires_at <= act.now:
        raise LinkOver("There is no such link, or it has expired.")
    submission = store.get(act.connection, row.submission_id, lock=lock)
    if submission is None or submission.ended:
        raise LinkOver("The application of this link has ended.")
    try:
        one = states.progress(act, submission).of(row.slot)
    except ServiceGone:
        one = None
    if one is None:
        raise LinkOver("The paper of this link is not asked for any more.")
    over = row.used_at is not None or one.state is SlotState.IN
    if over and not _is_known(act, submission, message_id):
        raise LinkOver("This link is used up: its paper is in.")
    return Link(row=row, submission=submission, slot=one.slot)


def _is_known(act: Transaction, submission: Submission, message_id: str | None) -> bool:
    mac = act.vault.mac("message", message_id)
    photos = store.photos(act.connection, submission)
    return mac is not None and any(one["message_mac"] == mac for one in photos)


def _mac(act: Transaction, token: str) -> str:
    mac = act.vault.mac(MAC_KIND, token)
    assert mac is not None
    return mac
