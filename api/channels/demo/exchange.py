"""One exchange of the demo: a message in, the replies out."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from api.channels import deliveries
from api.channels.configuration import Channels, Demo, Number
from api.channels.deliveries import Delivery
from api.channels.demo.files import EnclosedFiles, enclosed
from api.channels.dialogue.citizen import CitizenDialogue
from api.channels.dialogue.office import Office
from api.channels.messages import Incoming, Kind
from api.channels.work.handling import Desk, handle
from api.store.channels import conversations, outbox
from api.store.channels.conversations import Address
from api.store.channels.outbox import NewReply
from api.store.tables.channels import DEMO
from api.submissions.catalogue import Catalogue
from precheck.answer.as_json import new_id

ALL = "semua"
"""The demo's number that serves everything."""
LEASE_SECONDS = 60.0
MAX_SECONDS = 60.0
"""Time in which the messages of one exchange are handled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a citizen sends: a text, the id of a choice, or a file."""

    text: str | None = None
    choice: str | None = None
    file: bytes | None = None
    filename: str | None = None


class Exchange:
    """The demo of one office."""

    def __init__(self, office: Office) -> None:
        numbers = demo_numbers(office.rules.catalogue)
        channels = Channels(demo=Demo(numbers=numbers))
        dialogue = CitizenDialogue(office)
        self._desk = Desk(office.store, channels, {DEMO: EnclosedFiles()}, dialogue, LEASE_SECONDS)

    def send(self, number_id: str, sender: str, words: Words) -> Sequence[NewReply]:
        """Handle what a citizen sends, and return the replies."""
        store, address = self._desk.store, _address(number_id, sender)
        message = _incoming(address, words)
        deliveries.store(store, self._desk.settings, Delivery(messages=[message]))
        worker, mac, end = new_id(), address.mac(store.vault), time.monotonic() + MAX_SECONDS
        while time.monotonic() < end:
            with store.writing() as connection:
                lease = conversations.take(connection, worker, time.time(), LEASE_SECONDS, mac)
            if lease is None:
                break
            handle(self._desk, lease)
        return self.fetch(number_id, sender)

    def fetch(self, number_id: str, sender: str) -> Sequence[NewReply]:
        """Return the replies that wait, such as an officer's."""
        store, mac = self._desk.store, _address(number_id, sender).mac(self._desk.store.vault)
        with store.writing() as connection:
            return outbox.fetch(connection, store.vault, mac, time.time())


def demo_numbers(catalogue: Catalogue) -> tuple[Number, ...]:
    """Return a number for everything, and one for each line of the office."""
    lines = sorted({service.line for service in catalogue.services.values()})
    return (Number(id=ALL), *(Number(id=line, line=line) for line in lines))


def _address(number_id: str, sender: str) -> Address:
    return Address(channel=DEMO, number_id=number_id, sender=sender)


def _incoming(address: Address, words: Words) -> Incoming:
    kind, text, media = Kind.TEXT, words.text, None
    if words.choice is not None:
        kind, text = Kind.CHOICE, words.choice
    if words.file is not None:
        kind, media = Kind.IMAGE, enclosed(words.file, words.filename)
    return Incoming(
        channel=address.channel,
        number_id=address.number_id,
        message_id=new_id(),
        sender=address.sender,
        sent_at=time.time(),
        kind=kind,
        text=text,
        media=media,
    )
