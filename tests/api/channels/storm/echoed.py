"""A storm of texts and pictures, each answered with an echo."""

import time
from collections import defaultdict

from api.store.channels import conversations
from api.store.tables.channels import CONVERSATIONS
from tests.api.channels.stored import stored
from tests.api.channels.storm.storm import ACCEPTED, Storm
from tests.servers import graph as graph_server


class EchoStorm(Storm):
    """Messages of some citizens, each with its number as text."""

    def __init__(self, messages, citizens):
        super().__init__(citizens)
        self.messages = messages

    def posts(self):
        return [self._message(n) for n in range(self.messages)]

    def _message(self, n):
        known = {"sender": self.sender(n), "at": time.time() - 1}
        if n % 2:
            return graph_server.messages(graph_server.text(f"wamid.{n}", f"m{n}", **known))
        data = b"\xff\xd8" + bytes(1000 + n)
        one = graph_server.image(f"wamid.{n}", self.graph.add_media(data), data, **known)
        one["image"]["caption"] = f"m{n}"
        return graph_server.messages(one)

    def look(self):
        """Keep the handled message ids of each citizen, in order."""
        vault, now = self.store.vault, time.time()
        self.seen = {
            conversations.sender(vault, row): conversations.state(vault, row, now)["seen"]
            for row in stored(self.store, CONVERSATIONS)
        }

    def said(self):
        """Return the numbers of the messages that each citizen was answered, in order."""
        found = defaultdict(list)
        for body in self.graph.sent:
            found[body["to"]].append(body["text"]["body"].split()[1].replace("m", "wamid."))
        return dict(found)

    def check(self):
        """Each message was handled once, each answered once, in the order of its handling."""
        handled = sorted(id_ for ids in self.seen.values() for id_ in ids)
        assert handled == sorted(f"wamid.{n}" for n in range(self.size))
        assert self.said() == self.seen
        assert self.states == {"messages": {"done": self.size}, "replies": {ACCEPTED: self.size}}
