"""Restarted, rebooted, upgraded, backed up, removed: data and settings stay until the purge."""

import pytest

from tests.debian.office import PAGE, SETTINGS, Office, install
from tests.docs.commands import block
from tests.trial import filled_batch, results

pytestmark = pytest.mark.debian


@pytest.fixture(scope="module")
def lived(machine, previous_package, package):
    """An office that was upgraded from the version before: itself, a key, a batch and its rows."""
    install(machine, previous_package)
    office = Office(machine)
    key = office.new_key()
    office.set(port=office.port, timezone="Asia/Makassar")
    office.restart()
    id_ = filled_batch(office.url, key)
    before = results(office.url, key, id_)
    install(machine, package)
    return office, key, id_, before


def assert_all_there(lived):
    """The batch is as it was, and another one can be filled."""
    office, key, id_, before = lived
    assert results(office.url, key, id_) == before
    assert filled_batch(office.url, key) != id_


def test_an_upgrade_keeps_data_and_settings(lived, package, previous_package):
    office = lived[0]
    of = {one: one.name.split("_")[1] for one in (package, previous_package)}
    installed = office.machine.run("dpkg-query", "-W", "-f", "${Version}", "precheck").stdout
    assert installed == of[package] != of[previous_package]
    assert "Asia/Makassar" in office.machine.run("cat", SETTINGS).stdout
    assert_all_there(lived)


def test_a_restart_keeps_everything(lived):
    lived[0].restart()
    assert_all_there(lived)


def test_a_machine_that_reboots_serves_again(lived):
    lived[0].machine.reboot()
    assert lived[0].state() == "active"
    assert_all_there(lived)


def test_a_backup_of_the_page_restores_what_was_lost(lived):
    office = lived[0]
    office.machine.shell(block(PAGE, "Back up"))
    office.machine.run("sh", "-c", "systemctl stop precheck && rm -rf /var/lib/precheck/*")
    office.machine.shell(block(PAGE, "Back up", 1))
    assert_all_there(lived)


def test_a_secret_that_is_not_the_databases_is_named(lived):
    office, secret = lived[0], "/var/lib/precheck/secret"
    office.machine.run("cp", "--preserve", secret, "/root/secret")
    office.machine.shell(f"printf %064d 1 >{secret}")
    office.machine.run("systemctl", "restart", "precheck", check=False)
    assert office.state() == "activating"
    assert "not the secret that this database was made with" in office.said()
    office.machine.run("cp", "--preserve", "/root/secret", secret)
    office.restart()
    assert_all_there(lived)


def test_removed_it_leaves_settings_and_data_which_it_finds_again(lived, package):
    office = lived[0]
    office.machine.shell(block(PAGE, "Remove").splitlines()[0])
    assert not office.ready()
    assert gone(office) == set(PLACES[:4])
    install(office.machine, package)
    assert_all_there(lived)


def test_purged_it_leaves_nothing(lived):
    office = lived[0]
    office.machine.shell(block(PAGE, "Remove").splitlines()[1])
    assert not office.ready()
    assert gone(office) == set(PLACES)
    left = office.machine.run("find", "/etc", "/usr", "/var/lib", "-name", "*precheck*").stdout
    assert not left


PLACES = (
    "/opt/precheck",
    "/usr/bin/precheck",
    "/usr/sbin/precheck-api",
    "/usr/share/precheck",
    "/etc/precheck",
    "/var/lib/precheck",
)


def gone(office):
    """Return the places of the package where nothing is."""
    return {one for one in PLACES if office.machine.run("ls", one, check=False).returncode}
