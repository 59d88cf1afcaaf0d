"""The packages and the machine that `make deb-trial` has made, and an office on a copy of it."""

import os
import socket
from pathlib import Path

import pytest

from tests.debian.machine import booted
from tests.debian.office import Office, install

ANSWERED = """echo 'APT::Get::Assume-Yes "true";' >/etc/apt/apt.conf.d/answered
echo 'debconf debconf/frontend select noninteractive' | debconf-set-selections
"""
"""Nobody sits at the machine; what dpkg asks about files stays unanswered, and fails."""


@pytest.fixture(scope="session")
def base():
    """Folder of a bare Debian machine."""
    return Path(os.environ["PRECHECK_MACHINE"]).resolve()


@pytest.fixture(scope="session")
def package():
    """This checkout's package."""
    return Path(os.environ["PRECHECK_DEB"]).resolve()


@pytest.fixture(scope="session")
def previous_package():
    """The package of the version before."""
    return Path(os.environ["PRECHECK_PREVIOUS_DEB"]).resolve()


@pytest.fixture(scope="module")
def machine(base):
    """A bare machine that runs and knows what Debian offers."""
    with socket.socket() as probe:  # machines share this one's ports
        assert probe.connect_ex(("127.0.0.1", 8000)), "end what has port 8000: the package uses it"
    with booted(base) as machine:
        machine.shell(ANSWERED + "apt-get update")
        yield machine


@pytest.fixture(scope="module")
def office(machine, package):
    """A machine on which the package was installed; its service is as it was left."""
    install(machine, package)
    return Office(machine)


@pytest.fixture(scope="module")
def served(office):
    """The same, with a key, on a port of its own: address and the key's header."""
    key = office.new_key()
    office.set(port=office.port)
    office.restart()
    return office.url, key
