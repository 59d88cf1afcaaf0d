"""Wrong passwords brake whoever guesses: by address, by all addresses together, never the owner."""

import time

import pytest
from sqlalchemy import func, select

from api.desk.accounts import devices
from api.store import accounts, sign_ins
from api.store.accounts import Role
from api.store.sign_ins import LOCK_SECONDS, MAX_OF_ALL, MAX_OF_ORIGIN
from api.store.tables.officers import SIGN_INS
from tests.api.desk.audit import acts
from tests.api.desk.people import PASSWORD

WRONG = "wrong horse"


def at(desk, address):
    """Return a browser at an address."""
    visitor = desk.guest()
    visitor.client.environ_base["REMOTE_ADDR"] = address
    return visitor


def guess(visitor, times=MAX_OF_ORIGIN, name="sri"):
    for _ in range(times):
        assert visitor.sign_in(name, WRONG).status_code == 401


def lock(desk):
    """Guess from as many addresses as it takes to lock the account."""
    for n in range(MAX_OF_ALL // MAX_OF_ORIGIN):
        guess(at(desk, f"198.51.100.{n}"))


def cookies(visitor):
    return [one for one in visitor.client._cookies.values() if "device" in one.key]


def stored(desk):
    with desk.store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(SIGN_INS))


def test_one_address_brakes_itself_for_a_while_and_nobody_else(desk, later):
    desk.account("sri")
    for _ in range(MAX_OF_ALL):  # far more tries than lock the account where they count
        guess(at(desk, "198.51.100.1"))
    assert len(acts(desk, "locked")) == 1
    assert at(desk, "198.51.100.1").sign_in("sri").status_code == 401
    assert at(desk, "198.51.100.2").sign_in("sri").status_code == 302
    later(LOCK_SECONDS + 1)
    assert at(desk, "198.51.100.1").sign_in("sri").status_code == 302


def test_one_address_is_braked_for_one_account_alone(desk):
    desk.account("sri")
    desk.account("budi")
    guess(at(desk, "198.51.100.1"))
    assert at(desk, "198.51.100.1").sign_in("budi").status_code == 302


def test_addresses_of_one_ipv6_network_are_one(desk):
    desk.account("sri")
    for n in range(MAX_OF_ORIGIN):
        guess(at(desk, f"2001:db8:0:1::{n}"), 1)
    assert at(desk, "2001:db8:0:1:ffff::1").sign_in("sri").status_code == 401
    assert at(desk, "2001:db8:0:2::1").sign_in("sri").status_code == 302


def test_guesses_from_many_addresses_lock_the_account_for_a_while(desk, later):
    id_ = desk.account("sri")
    lock(desk)
    assert at(desk, "203.0.113.9").sign_in("sri").status_code == 401
    with desk.store.reading() as connection:
        assert sign_ins.is_locked(connection, id_, time.time())
    later(LOCK_SECONDS + 1)
    assert at(desk, "203.0.113.9").sign_in("sri").status_code == 302


def test_a_guesser_with_many_addresses_gets_no_more_than_allowed(desk):
    desk.account("sri")
    for n in range(3 * MAX_OF_ALL):
        guess(at(desk, f"198.51.100.{n}"), 1)
    with desk.store.reading() as connection:
        assert connection.scalar(select(func.sum(SIGN_INS.c.failed))) == MAX_OF_ALL


def test_a_known_device_passes_while_the_account_is_locked(desk):
    visitor = desk.person("sri")
    visitor.post("/sign-out")
    lock(desk)
    for address in ("127.0.0.1", "203.0.113.9", "198.51.100.0"):  # an officer may sit anywhere
        visitor.client.environ_base["REMOTE_ADDR"] = address
        assert visitor.sign_in("sri").status_code == 302
        visitor.post("/sign-out")
    assert desk.guest().sign_in("sri").status_code == 401  # its sign-in did not end the lock


def test_a_known_device_is_braked_by_its_own_guesses_alone(desk):
    visitor = desk.person("sri")
    visitor.post("/sign-out")
    guess(visitor)
    assert visitor.sign_in("sri").status_code == 401
    assert desk.guest().sign_in("sri").status_code == 302


def test_guesses_at_a_known_device_lock_nobody_else(desk):
    visitors = [desk.person("sri")]
    for n in range(1, MAX_OF_ALL // MAX_OF_ORIGIN):
        visitors.append(at(desk, f"203.0.113.{n}"))
        visitors[-1].sign_in("sri")
    for visitor in visitors:
        guess(visitor)
    assert at(desk, "203.0.113.200").sign_in("sri").status_code == 302


def test_the_cookie_of_one_account_makes_no_device_of_another(desk):
    visitor = desk.person("budi")
    id_ = desk.account("sri")
    (mine,) = cookies(visitor)
    lock(desk)
    visitor.client.set_cookie(devices.COOKIE.format(id_), mine.value, path="/desk")
    assert visitor.sign_in("sri").status_code == 401


@pytest.mark.parametrize(
    "value", ["", ".", "1.2.3", "9999999999.aa.", "x" * 3000, "é.é.é", "{}0", "0{}", "9{}"]
)
def test_a_forged_cookie_makes_no_known_device(desk, value):
    visitor = desk.person("sri")
    visitor.post("/sign-out")
    (mine,) = cookies(visitor)
    lock(desk)
    stranger = desk.guest()
    forged = value.format(mine.value)
    stranger.client.set_cookie(mine.key, forged, path="/desk")
    assert stranger.sign_in("sri").status_code == 401
    stranger.client.set_cookie(mine.key, mine.value, path="/desk")  # an honest one does
    assert stranger.sign_in("sri").status_code == 302


def test_a_device_is_known_for_a_year(desk, later):
    visitor = desk.person("sri")
    (mine,) = cookies(visitor)
    assert (mine.http_only, mine.path, mine.max_age) == (True, "/desk", devices.MAX_AGE_SECONDS)
    for age, status in ((devices.MAX_AGE_SECONDS - 60, 302), (devices.MAX_AGE_SECONDS + 60, 401)):
        later(age)
        lock(desk)
        stranger = desk.guest()
        stranger.client.set_cookie(mine.key, mine.value, path="/desk")
        assert stranger.sign_in("sri").status_code == status


def test_a_new_password_ends_every_brake(desk):
    id_ = desk.account("sri")
    lock(desk)
    with desk.store.writing() as connection:
        accounts.set_password(connection, id_, desk.row(id_).password)
    assert desk.guest().sign_in("sri", PASSWORD).status_code == 302


def test_the_admin_sees_a_locked_account(desk):
    admin = desk.person("ani", Role.ADMIN)
    desk.account("sri")
    assert ">terkunci<" not in admin.get("/accounts").text
    lock(desk)
    assert ">terkunci<" in admin.get("/accounts").text


def test_what_no_longer_counts_is_deleted(desk):
    desk.account("sri")
    guess(desk.guest(), 1)
    for later, left in ((LOCK_SECONDS - 60, 1), (LOCK_SECONDS + 60, 0)):
        with desk.store.writing() as connection:
            sign_ins.purge(connection, time.time() + later)
        assert stored(desk) == left


def test_neither_address_nor_device_is_stored(desk):
    desk.account("sri")
    guess(at(desk, "198.51.100.7"), 1)
    with desk.store.reading() as connection:
        row = connection.execute(select(SIGN_INS)).mappings().one()
    assert len(row["origin"]) == 64
    assert "198.51" not in str(dict(row))


def test_a_count_made_before_the_clock_was_set_back_ends(store):
    with store.writing() as connection:
        now = 1_800_000_000.0
        id_ = accounts.add(connection, "sri", Role.OFFICER, "", now)
        for _ in range(MAX_OF_ORIGIN):
            assert sign_ins.begin_attempt(connection, id_, "here", now, known=False)
        told = {
            later: sign_ins.is_braked(connection, id_, "here", now + later, known=False)
            for later in (0, LOCK_SECONDS, LOCK_SECONDS + 1, -1, -60, -61)
        }
    assert told == {0: True, 900: True, 901: False, -1: True, -60: True, -61: False}
