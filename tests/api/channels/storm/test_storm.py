"""Deliveries in random order, each repeated, with kills and faults: each answered once."""

from tests.api.channels.storm.echoed import EchoStorm
from tests.api.channels.storm.machines import Forked


def test_each_message_is_handled_once_and_each_citizen_answered_once(fresh, tmp_path):
    storm = EchoStorm(60, citizens=30)
    storm.run(fresh, tmp_path, Forked)
    storm.check()
    log = (tmp_path / "workers.log").read_text()
    assert '"reply tried"' in log
    assert not any(private in log for private in ("628120000", "wamid", "m17", "Traceback"))
