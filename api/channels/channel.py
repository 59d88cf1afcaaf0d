"""What every channel can do: fetch the media of a message, and send a reply."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from api.channels.configuration import Number
from api.channels.messages import Incoming, Media, Problem, Reply


class MediaFailed(Exception):
    """The media of a message cannot be had, now or ever."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class MediaLater(Exception):
    """The channel does not hand out the media now. `wait`: seconds that it asks for."""

    def __init__(self, wait: float | None = None) -> None:
        super().__init__("later")
        self.wait = wait


class NotAccepted(Exception):
    """The channel did not accept the reply and may later. `wait`: seconds that it asks for.

    whole_number: whether it asks for a pause of the office's number, not of this conversation.
    """

    def __init__(self, code: str, wait: float | None = None, *, whole_number: bool = False) -> None:
        super().__init__(code)
        self.code, self.wait, self.whole_number = code, wait, whole_number


class Rejected(Exception):
    """The channel will never accept the reply."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Unsure(Exception):
    """Nobody knows whether the channel accepted the reply. `wait`: seconds that it asks for."""

    def __init__(self, code: str, wait: float | None = None) -> None:
        super().__init__(code)
        self.code, self.wait = code, wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A reply on its way."""

    id: str
    """The reply's id; the channel returns it in its statuses where it can."""
    number: Number
    to: str
    reply: Reply
    as_template: bool
    """Whether the 24 hours after the citizen's last message are over."""
    tried_at: float
    """Time of the first try."""
    again: bool = False
    """Whether the channel accepted it before and reported that it failed."""
    plain: bool = False
    """Whether it goes as a text alone: with its picture an earlier sending failed or may have."""
    still_due: Callable[[], bool] = lambda: True
    """Asked right before it is sent: whether no status has settled an unsure try meanwhile."""


class MediaSource(Protocol):
    """Where the files of a channel's messages come from."""

    def fetch(self, media: Media) -> bytes:
        """Return the checked bytes of a message's file. Raises MediaFailed, MediaLater."""
        ...


class Channel(MediaSource, Protocol):
    """One channel."""

    def send(self, outgoing: Outgoing) -> str | None:
        """Return once the channel accepted the reply: the id that it gave the message, if told.

        Raises NotAccepted, Rejected, Unsure.
        """
        ...

    def notice(self, number: Number, incoming: Incoming) -> None:
        """Show the citizen that a message is read and that an answer is being written.

        Raises Refused, NoAnswer; an answer of the channel that it failed is left alone.
        """
        ...

    def was_sent(self, outgoing: Outgoing) -> bool:
        """Return whether a reply of an unsure try was sent after all.

        Asked after the wait for its status. False where the channel reports statuses by id.
        """
        ...
