"""What passes between a channel and the dialogue: messages, replies, conversations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import Connection

from api.channels.configuration import Number

MAX_BUTTONS = 3
"""Choices that WhatsApp shows as buttons; more are a list."""
MAX_CHOICES = 10
OFFERED = "offered"
"""Key of a conversation's state: the ids of the choices that were offered last."""


class Kind(StrEnum):
    """Kind of a message."""

    IMAGE = "image"
    DOCUMENT = "document"
    TEXT = "text"
    CHOICE = "choice"
    STICKER = "sticker"
    VOICE = "voice"
    VIDEO = "video"
    LOCATION = "location"
    CONTACT = "contact"
    UNKNOWN = "unknown"


class Problem(StrEnum):
    """Why a message cannot be handled as it came."""

    TOO_LARGE = "media_too_large"
    GONE = "media_gone"
    """The channel no longer has the file."""
    DAMAGED = "media_damaged"
    """Size or checksum differ, at every try."""
    UNAVAILABLE = "media_unavailable"
    """The channel does not answer, or names an address that may not be called."""
    CRASH = "crash"
    """The dialogue failed, or killed its worker, at every try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A file of a message, not yet fetched: `id` or `url` names it."""

    id: str | None = None
    url: str | None = None
    mime: str | None = None
    sha256: str | None = None
    """In hex or base64."""
    size: int | None = None
    """Bytes."""
    filename: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A message of a citizen, of any channel."""

    channel: str
    """`cloud`, `waha` or `demo`."""
    number_id: str
    """Which of the office's numbers."""
    message_id: str
    sender: str
    """Stored only encrypted and as keyed HMAC."""
    alias: str | None = None
    """A second address of the sender, under which later messages may come."""
    sent_at: float
    kind: Kind
    text: str | None = None
    """Text, caption, or id of the chosen button."""
    media: Media | None = None
    quoted: str | None = None
    """Id of the message to which it answers, as the channel writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One message to the citizen."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()
    """(id, title) of each choice: up to MAX_BUTTONS are buttons, more are a list."""
    picture: bytes | None = None
    """JPEG."""
    quotes: str | None = None
    """Id of the citizen's message that is shown above it."""
    about: str | None = None
    """Id of the photo that it asks about."""

    def __post_init__(self) -> None:
        if not self.text or len(self.buttons) > MAX_CHOICES:
            raise ValueError(f"a reply has a text and at most {MAX_CHOICES} choices")


@dataclass(slots=True, kw_only=True)
class Conversation:
    """What is kept of the exchange with one citizen at one number."""

    id: str
    number: Number
    """The office's number, with its service and line."""
    state: dict[str, Any] = field(default_factory=dict)
    """JSON values that the dialogue keeps; stored encrypted after phase two."""
    submission_id: str | None = None
    """The citizen's application that is under way."""
    held: bool = False
    """Set by `hold`."""
    resumed: bool = False
    """Set by `resume`."""
    forgotten: bool = False
    """Set by `forget`."""

    def hold(self) -> None:
        """Keep the message for later: it is handled again after `resume`."""
        self.held = True

    def resume(self) -> None:
        """Handle the held messages next."""
        self.resumed = True

    def forget(self) -> None:
        """Delete all that is kept of this conversation once its message is done."""
        self.state, self.submission_id, self.forgotten = {}, None, True


Handler = Callable[[Connection, Conversation, Incoming, bytes | None], Sequence[Reply]]
"""Phase two, in one transaction with the replies and the end of the message: writes what phase one
found, changes `conversation.state`, and returns the replies. Quick."""


class Dialogue(Protocol):
    """What is said to citizens.

    A message is handled in two phases. Phase one looks at message and media and does slow work,
    such as the check of a photo, outside any transaction; it may be repeated after a crash. It
    returns phase two. Both get the conversation as it is stored. The messages of one citizen are
    handled one after the other, so that nothing changes the conversation in between.
    """

    def prepare(
        self, conversation: Conversation, incoming: Incoming, media: bytes | None, /
    ) -> Handler:
        """Phase one of a message; media: its file, checked against size and checksum."""
        ...

    def excuse(
        self, conversation: Conversation, incoming: Incoming, problem: Problem, /
    ) -> Handler:
        """Phase one of a message that cannot be handled as it came."""
        ...
