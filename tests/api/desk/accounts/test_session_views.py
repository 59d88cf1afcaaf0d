"""Sign-in, lock, CSRF tokens and the end of sessions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from api.desk.accounts import passwords
from api.desk.accounts.sessions import MAX_SESSION_SECONDS
from api.store import accounts, audit_trail
from api.store.sign_ins import MAX_OF_ORIGIN
from tests.api.desk.people import PASSWORD


def acts(desk):
    with desk.store.reading() as connection:
        return [row["act"] for row in audit_trail.latest(connection)]


def test_without_accounts_the_page_explains_how_to_create_one(desk):
    assert "precheck-api user add" in desk.guest().get("/sign-in").text
    desk.account("sri")
    assert "precheck-api user add" not in desk.guest().get("/sign-in").text


def test_name_and_password_open_a_session_with_an_audit_entry(desk):
    visitor = desk.person("sri")
    assert visitor.signed_in()
    assert "sri" in visitor.get("/").text
    assert acts(desk) == ["sign_in"]


@pytest.mark.parametrize(
    ("name", "password"),
    [("sri", "wrong horse"), ("budi", PASSWORD), ("", ""), ("sri", ""), ("sri", "x" * 10_000)],
)
def test_other_names_and_passwords_are_rejected(desk, name, password):
    desk.account("sri")
    visitor = desk.guest()
    answer = visitor.sign_in(name, password)
    assert answer.status_code == 401
    assert "Nama atau kata sandi salah" in answer.text
    assert not visitor.signed_in()


def test_attempts_at_once_are_not_more_than_allowed(desk, monkeypatch):
    """Of fourteen passwords that are compared at once, the allowed number alone can be right."""
    desk.account("sri")
    together = Barrier(14, timeout=10)

    def compare(*_):
        together.wait()
        return True

    monkeypatch.setattr(passwords, "matches", compare)
    with ThreadPoolExecutor(14) as threads:
        visitors = [desk.guest() for _ in range(14)]
        answers = list(threads.map(lambda visitor: visitor.sign_in("sri"), visitors))
    signed_in = [answer.status_code for answer in answers].count(302)
    assert signed_in == MAX_OF_ORIGIN


def test_a_correct_password_resets_the_count(desk):
    desk.account("sri")
    visitor = desk.guest()
    for _ in range(2):
        for _ in range(MAX_OF_ORIGIN - 1):
            visitor.sign_in("sri", "wrong horse")
        assert visitor.sign_in("sri").status_code == 302


def test_a_form_without_its_token_does_nothing(desk):
    desk.account("sri")
    visitor = desk.guest()
    data = {"name": "sri", "password": PASSWORD}
    for token in ({}, {"csrf_token": "x"}, {"csrf_token": desk.guest().token()}):
        assert visitor.client.post("/desk/sign-in", data=data | token).status_code == 400
    assert not visitor.signed_in()


def test_a_session_ends_when_idle(desk, later):
    visitor = desk.person()
    later(29 * 60)
    assert visitor.signed_in()
    later(58 * 60)
    assert visitor.signed_in()
    later(89 * 60)
    assert not visitor.signed_in()


def test_a_session_ends_after_twelve_hours_however_busy(desk, later):
    visitor = desk.person()
    for passed in range(0, MAX_SESSION_SECONDS, 1500):
        later(passed)
        assert visitor.signed_in()
    later(MAX_SESSION_SECONDS + 1)
    assert not visitor.signed_in()


def test_after_signing_out_a_copy_of_the_cookie_opens_nothing(desk):
    visitor, copy = desk.person(), desk.guest()
    copy.client.set_cookie(
        "precheck_desk",
        visitor.client.get_cookie("precheck_desk", path="/desk").value,
        path="/desk",
    )
    assert copy.signed_in()
    assert visitor.post("/sign-out").status_code == 302
    assert not visitor.signed_in()
    assert not copy.signed_in()


def test_the_cookie_travels_to_the_desk_alone(desk):
    cookie = desk.guest().get("/sign-in").headers["Set-Cookie"]
    assert {"HttpOnly", "Path=/desk", "SameSite=Strict"} <= set(cookie.split("; "))


def test_over_https_the_cookie_never_travels_without_it(make_app, tmp_path):
    app = make_app(data=tmp_path, https=True)
    assert "Secure" in app.test_client().get("/desk/sign-in").headers["Set-Cookie"]
    app.extensions["precheck"].store.close()


@pytest.mark.parametrize(
    "change", [accounts.end_sessions, lambda c, i: accounts.close(c, i, 0.0)], ids=["ended", "shut"]
)
def test_what_changes_an_account_ends_its_sign_ins(desk, change):
    visitor = desk.person("sri")
    with desk.store.writing() as connection:
        change(connection, accounts.named(connection, "sri").id)
    assert not visitor.signed_in()
