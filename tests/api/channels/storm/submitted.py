"""A storm of applications: choices and photos, with the dialogue, the check and the nets."""

import json
import time
from collections import Counter, defaultdict

from sqlalchemy import select

from api.store.tables.batches import PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from tests.api.channels.storm.storm import ACCEPTED, Storm
from tests.api.channels.test_end_to_end import drawn
from tests.servers import graph as graph_server

APPLY = "apply:nik/aktivasi"
PAPERS = ("kk", "ktp")
FIRST, LAST = "sudah terbaca. Berikutnya", "sudah terbaca. Semua foto untuk"
"""What a citizen hears of the first and of the last paper, whichever it is."""


class SubmissionStorm(Storm):
    """Each citizen chooses a service and sends both its papers, in any order."""

    def posts(self):
        self.photos = {paper: drawn(paper) for paper in PAPERS}
        return [post for n in range(self.citizens) for post in self._application(n)]

    def configured(self, text):
        return text.replace('line = "kk"', 'service = "nik"')

    def _application(self, n):
        known = {"sender": self.sender(n), "at": time.time() - 1}
        yield graph_server.messages(graph_server.choice(f"wamid.{n}", APPLY, "NIK", **known))
        for paper, photo in self.photos.items():
            data = photo + n.to_bytes(4, "big")  # each file is another
            media = self.graph.add_media(data)
            one = graph_server.image(f"wamid.{n}.{paper}", media, data, **known)
            yield graph_server.messages(one)

    def look(self):
        """Keep the applications and the photos that were filed."""
        with self.store.reading() as connection:
            self.submissions = Counter(connection.scalars(select(SUBMISSIONS.c.state)))
            self.filed = Counter(connection.scalars(select(PHOTOS.c.slot)))

    def check(self):
        """Each photo was filed once, each citizen told once of each paper, each reply sent once."""
        assert self.states["messages"] == {"done": self.size}
        assert self.states["replies"] == {ACCEPTED: len(self.graph.sent)}
        assert self.submissions == {"complete": self.citizens}
        assert self.filed == dict.fromkeys(PAPERS, self.citizens)
        heard = defaultdict(list)
        for body in self.graph.sent:
            heard[body["to"]].append(json.dumps(body, ensure_ascii=False))
        assert set(heard) == {self.sender(n) for n in range(self.citizens)}
        for said in heard.values():
            assert [sum(told in one for one in said) for told in (FIRST, LAST)] == [1, 1], said
