"""A citizen's phone: messages go through the real inbox, the dialogue and the real outbox."""

import time
from itertools import count

import pytest

from api.channels import deliveries
from api.channels.configuration import Channels
from api.channels.deliveries import Delivery
from api.channels.dialogue.citizen import CitizenDialogue
from api.channels.dialogue.office import Office as DialogueOffice
from api.channels.messages import Incoming, Kind, Media
from api.channels.work.handling import Desk, handle
from api.store.channels import conversations, outbox, outcomes
from api.store.photos.answers import Sampling
from api.submissions import catalogue
from api.submissions.records.rows import Rules
from precheck.office.policy import Office
from tests.api.submissions.seen import Seer

NUMBERS = {
    "nik": {"service": "nik"},
    "kk": {"line": "kk"},
    "kematian": {"service": "akta_kematian"},
    "all": {},
    "en": {"lang": "en"},
}


class Files:
    """The channel's side: media by their id."""

    def __init__(self):
        self.held = {}

    def fetch(self, media):
        return self.held[media.id]


class Phone:
    """One citizen who writes to a number of the office."""

    def __init__(self, desk, number, sender="6281290009001"):
        self._desk, self._number, self._sender = desk, number, sender
        self._ids = count()
        self._later = 0.0

    def waits(self, seconds):
        """Send what follows later."""
        self._later += seconds

    def says(self, *texts, quoted=None):
        """Send texts: all have come before the first is handled."""
        for text in texts:
            self._receive(Kind.TEXT, text=text, quoted=quoted)
        return self._handled()

    def chooses(self, id_):
        return self._sent(Kind.CHOICE, text=id_)

    def sends(self, *photos, caption=None):
        """Send photos as an album: all have come before the first is handled."""
        for data in photos:
            name = f"m{id(self)}-{next(self._ids)}"
            self._desk.channels["cloud"].held[name] = data
            self._receive(Kind.IMAGE, media=Media(id=name), text=caption)
        return self._handled()

    def presents(self, kind):
        return self._sent(kind)

    def hears(self):
        """Return the replies that wait, in their order."""
        replies = []
        with self._desk.store.writing() as connection:
            while rows := outbox.take(connection, "w", time.time() + 60, hold=60, limit=1):
                replies.append(outbox.reply(self._desk.store.vault, rows[0]))
                outcomes.mark_sent(connection, rows[0].id, time.time())
        return replies

    def hears_out(self):
        """Return the replies to what is due without a further message, and those that wait."""
        return self._handled()

    def _sent(self, kind, **more):
        self._receive(kind, **more)
        return self._handled()

    def _receive(self, kind, **more):
        at = next(self._ids)
        incoming = Incoming(
            channel="cloud",
            number_id=self._number,
            message_id=f"wamid{id(self)}.{at}",
            sender=self._sender,
            sent_at=time.time() + self._later,
            kind=kind,
            **more,
        )
        deliveries.store(self._desk.store, self._desk.settings, Delivery(messages=[incoming]))

    def _handled(self):
        while True:
            with self._desk.store.writing() as connection:
                lease = conversations.take(connection, "w", time.time(), 30)
            if lease is None:
                return self.hears()
            handle(self._desk, lease)


@pytest.fixture
def desk(store):
    numbers = [{"id": name, **more} for name, more in NUMBERS.items()]
    secret = {"env": "TEST_TOKEN"}
    secrets = {"app_secret": secret, "verify_token": secret, "token": secret}
    channels = Channels.model_validate({"cloud": {**secrets, "numbers": numbers}})
    rules = Rules(catalogue.load(), Office.load(), Sampling(sure_at=0.8, share=0.0))
    dialogue = CitizenDialogue(DialogueOffice(store, rules, Seer()))
    return Desk(store, channels, {"cloud": Files()}, dialogue, 30.0)


@pytest.fixture
def citizen(phone):
    """A citizen who has begun an application for a KK and a KTP."""
    citizen = phone("nik")
    citizen.chooses("apply:nik/aktivasi")
    return citizen


@pytest.fixture
def phone(desk):
    def phone(number="nik", **more):
        return Phone(desk, number, **more)

    return phone
