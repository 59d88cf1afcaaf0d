"""Stopped, started again and upgraded: calls are answered, data stays."""

import threading
import time

import pytest
import requests

from tests.api.server import photo
from tests.container.engine import engine, exit_status, new_key, started
from tests.servers.ports import free_port
from tests.trial import filled_batch, results

pytestmark = pytest.mark.container

STOP_SECONDS = 10


def test_a_stop_answers_the_call_in_flight(image, name, volume):
    key, port, large = new_key(image, volume), free_port(), photo(8000)
    url, answers = f"http://127.0.0.1:{port}", []

    def call():
        done = requests.post(f"{url}/check", files={"image": large}, headers=key, timeout=60)
        answers.append((time.monotonic(), done.status_code))

    with started(image, name, volume, port):
        caller = threading.Thread(target=call)
        caller.start()
        time.sleep(0.5)
        assert not answers
        began = time.monotonic()
        engine("stop", f"--time={STOP_SECONDS}", name)
        took = time.monotonic() - began
        caller.join()
        ((answered_at, status),) = answers
        assert answered_at > began
        assert status == 200
        assert took < STOP_SECONDS
        assert exit_status(name) == 0


def test_a_restart_on_the_same_volume_keeps_everything(image, name, volume):
    key, port = new_key(image, volume), free_port()
    url = f"http://127.0.0.1:{port}"
    with started(image, name, volume, port):
        id_ = filled_batch(url, key)
        before = results(url, key, id_)
        engine("stop", f"--time={STOP_SECONDS}", name)
    with started(image, name, volume, port):
        assert results(url, key, id_) == before


def test_an_upgrade_keeps_the_data_of_the_version_before(image, previous_image, name, volume):
    key, port = new_key(previous_image, volume), free_port()
    url = f"http://127.0.0.1:{port}"
    with started(previous_image, name, volume, port):
        id_ = filled_batch(url, key)
        before = results(url, key, id_)
        engine("stop", f"--time={STOP_SECONDS}", name)
    with started(image, name, volume, port):
        assert results(url, key, id_) == before
        assert filled_batch(url, key) != id_
