"""The image that `make container` has built, and one container of it."""

import os
import uuid

import pytest

from tests.container.engine import new_key, new_volume, started
from tests.servers.ports import free_port


@pytest.fixture(scope="session")
def image():
    """Name of this checkout's image."""
    return os.environ["PRECHECK_IMAGE"]


@pytest.fixture(scope="session")
def previous_image():
    """Name of the image of the version before."""
    return os.environ["PRECHECK_PREVIOUS_IMAGE"]


@pytest.fixture
def name():
    """A name of its own for what the engine makes."""
    return f"precheck-trial-{uuid.uuid4().hex[:8]}"


@pytest.fixture
def volume(name):
    with new_volume(name) as volume:
        yield volume


@pytest.fixture(scope="module")
def served(image):
    """A container as compose.yaml runs it: its name, its address, a key's header."""
    name, port = f"precheck-trial-{uuid.uuid4().hex[:8]}", free_port()
    with new_volume(name) as volume:
        key = new_key(image, volume)
        with started(image, name, volume, port):
            yield name, f"http://127.0.0.1:{port}", key
