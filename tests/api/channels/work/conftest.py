"""Messages handled and replies sent in this process, on both databases and stand-in servers."""

import time

import pytest

from api.channels import deliveries
from api.channels.cloud import media, parsing
from api.channels.work.handling import Desk, handle
from api.channels.work.open_channels import open_channels
from api.channels.work.sending import Sender
from api.store.channels import conversations, outbox
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS
from tests.api.channels.echo import Echo
from tests.api.channels.made import LOCAL, loaded
from tests.api.channels.stored import stored
from tests.servers import graph as graph_server

TABLES = {"messages": CHANNEL_MESSAGES, "replies": CHANNEL_REPLIES, "talks": CONVERSATIONS}
CONFIRM = LOCAL + "confirm_seconds = 5\n"
TEMPLATE = 'template = { name = "kabar" }\n'


class Office:
    """An office with one number; its clock can be moved on."""

    def __init__(self, store, settings, graph=None):
        self.store, self.settings, self.graph, self.echo = store, settings, graph, Echo()
        channels = open_channels(self.settings, 100_000)
        self.desk = Desk(store, self.settings, channels, self.echo, 30.0)
        self.sender = Sender(store, self.settings, channels)

    def receive(self, *all_):
        content = parsing.delivery(graph_server.messages(*all_))
        deliveries.store(self.store, self.settings, content)

    def hear(self, reply_id, status="sent", **more):
        one = {"status": status, "biz_opaque_callback_data": reply_id, **more}
        content = parsing.delivery(graph_server.statuses(one))
        deliveries.store(self.store, self.settings, content)

    def take_template(self):
        """Let the number have no template."""
        (number,) = self.settings.cloud.numbers
        bare = number.model_copy(update={"template": None})
        cloud = self.settings.cloud.model_copy(update={"numbers": (bare,)})
        self.settings = self.settings.model_copy(update={"cloud": cloud})
        object.__setattr__(self.sender, "settings", self.settings)

    def take(self, later=0.0, worker="w"):
        with self.store.writing() as connection:
            return conversations.take(connection, worker, time.time() + later, 30.0)

    def work(self, later=0.0):
        """Handle one message; return whether there was one."""
        lease = self.take(later)
        if lease is not None:
            handle(self.desk, lease)
        return lease is not None

    def reserve(self, later=0.0, limit=10):
        with self.store.writing() as connection:
            return outbox.take(connection, "w", time.time() + later, hold=35.0, limit=limit)

    def send(self, later=0.0):
        """Send what is due; return how many."""
        rows = self.reserve(later)
        for row in rows:
            self.sender.send(row)
        return len(rows)

    def rows(self, name):
        return stored(self.store, TABLES[name])

    def row(self, name):
        (one,) = self.rows(name)
        return one

    def change(self, name, **values):
        with self.store.writing() as connection:
            connection.execute(TABLES[name].update().values(**values))


@pytest.fixture
def office(store, graph, tmp_path, monkeypatch):
    monkeypatch.setattr(media, "PAUSE_SECONDS", 0.0)
    return Office(store, loaded(tmp_path, cloud=graph.url, top=CONFIRM, more=TEMPLATE), graph)
