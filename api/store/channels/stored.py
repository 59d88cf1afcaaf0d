"""Rows of the tables of chat channels. Times are seconds since 1970."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredConversation:
    """A citizen's conversation with one number of the office."""

    id: str
    sender_mac: str
    alias_mac: str | None
    channel: str
    number_id: str
    """Of the office's number."""
    sealed_sender: bytes
    sealed_state: bytes | None
    submission_id: str | None
    """The application under way."""
    window_until: float
    """Then only templates reach the citizen."""
    expires_at: float
    next_at: float | None
    """When its next message is due; None: none waits."""
    leased_by: str | None
    lease: str | None
    lease_until: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """A message of the inbox."""

    id: str
    message_mac: str
    sender_mac: str | None
    """None: forgotten."""
    sent_at: float
    received_at: float
    sealed_payload: bytes | None
    """None: erased."""
    state: str
    attempts: int
    """Stays of workers."""
    fetches: int
    """Postponed downloads."""
    problem: str | None
    done_at: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReply:
    """A reply of the outbox."""

    id: str
    sender_mac: str
    channel: str
    number_id: str
    """Of the office's number."""
    created_at: float
    position: int
    sealed_payload: bytes | None
    """None: erased."""
    window_until: float
    """Then only templates reach the citizen."""
    state: str
    unsure: bool
    """Whether the channel may have accepted it already."""
    tries: int
    next_at: float | None
    leased_by: str | None
    tried_at: float | None
    """The first try."""
    finished_at: float | None
    code: str | None
    """Of the last error."""
    undelivered: str | None
    """Why it is sent again although it was accepted; None: it is not."""
    about: str | None
    """The photo that it asks about."""
    sent_mac: str | None

    @property
    def again(self) -> bool:
        """Whether this is its second sending."""
        return self.undelivered is not None
