"""Sign-in, lock-out, tokens, time-outs and roles."""

import time

import pytest

from api.desk.sessions import LONGEST_SECONDS
from api.store import accounts, trail
from api.store.accounts import LOCK_SECONDS, TRIES, Role
from tests.api.desk.people import PASSWORD

OPEN = {"desk.sign_in", "desk.signed_in", "desk.nothing"}
PAGES = {
    "/queue": {Role.OFFICER, Role.SUPERVISOR},
    "/photos": {Role.OFFICER, Role.SUPERVISOR},
    "/photos.csv": {Role.SUPERVISOR},
    "/checks": {Role.OFFICER, Role.SUPERVISOR, Role.QA},
    "/figures": set(Role),
    "/figures.csv": set(Role),
    "/decisions": {Role.SUPERVISOR, Role.QA},
    "/decisions.jsonl": {Role.SUPERVISOR, Role.QA},
    "/trail": {Role.SUPERVISOR, Role.ADMIN},
    "/settings": {Role.ADMIN},
    "/accounts": {Role.ADMIN},
    "/password": set(Role),
}


@pytest.fixture
def later(monkeypatch):
    """Let time pass."""
    now = time.time

    def pass_(seconds):
        monkeypatch.setattr(time, "time", lambda: now() + seconds)

    return pass_


def acts(desk):
    with desk.store.reading() as connection:
        return [row["act"] for row in trail.latest(connection)]


def test_while_there_is_no_account_the_page_says_how_to_make_one(desk):
    assert "precheck-api user add" in desk.guest().get("/sign-in").text
    desk.account("sri")
    assert "precheck-api user add" not in desk.guest().get("/sign-in").text


def test_who_has_name_and_password_comes_in_and_it_is_noted(desk):
    visitor = desk.person("sri")
    assert visitor.signed_in()
    assert "sri" in visitor.get("/").text
    assert acts(desk) == ["sign_in"]


@pytest.mark.parametrize(
    ("name", "password"),
    [("sri", "wrong horse"), ("budi", PASSWORD), ("", ""), ("sri", ""), ("sri", "x" * 10_000)],
)
def test_nobody_else_does(desk, name, password):
    desk.account("sri")
    visitor = desk.guest()
    answer = visitor.sign_in(name, password)
    assert answer.status_code == 401
    assert "Nama atau kata sandi salah" in answer.text
    assert not visitor.signed_in()


def test_wrong_passwords_lock_the_account_for_a_while(desk, later):
    id_ = desk.account("sri")
    visitor = desk.guest()
    for _ in range(TRIES):
        visitor.sign_in("sri", "wrong horse")
    assert visitor.sign_in("sri").status_code == 401
    assert acts(desk) == ["locked"]
    later(LOCK_SECONDS + 1)
    assert visitor.sign_in("sri").status_code == 302
    assert (desk.row(id_)["failed"], desk.row(id_)["locked_until"]) == (0, None)


def test_a_right_password_forgets_the_wrong_ones(desk):
    desk.account("sri")
    visitor = desk.guest()
    for _ in range(2):
        for _ in range(TRIES - 1):
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
    for passed in range(0, LONGEST_SECONDS, 1500):
        later(passed)
        assert visitor.signed_in()
    later(LONGEST_SECONDS + 1)
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


def test_every_page_but_the_sign_in_asks_who_it_is(desk):
    guest = desk.guest()
    client, token = guest.client, guest.token()
    asked = 0
    for rule in desk.app.url_map.iter_rules():
        if not rule.endpoint.startswith("desk.") or rule.endpoint in OPEN:
            continue
        path = (
            rule.rule.replace("<id_>", "x").replace("<picture>", "overlay").replace("<kind>", "csv")
        )
        method = "POST" if "POST" in rule.methods else "GET"
        answer = client.open(path, method=method, data={"csrf_token": token})
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/desk/sign-in"), path
        asked += 1
    assert asked >= len(PAGES)


def test_calls_of_the_page_itself_are_led_to_the_sign_in(desk):
    answer = desk.guest().get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/desk/sign-in")
    assert desk.guest().get("/", headers={"X-CSRFToken": "x"}).status_code == 401


@pytest.mark.parametrize("role", Role)
def test_each_role_has_its_pages(desk, role):
    visitor = desk.person(role=role)
    for path, roles in PAGES.items():
        assert visitor.get(path).status_code == (200 if role in roles else 403), path


@pytest.mark.parametrize("role", Role)
def test_each_role_has_a_first_page(desk, role):
    visitor = desk.person(role=role)
    assert visitor.client.get("/desk/", follow_redirects=True).status_code == 200


def test_keys_do_not_open_the_desk_nor_the_desk_the_service(make_app, tmp_path):
    app = make_app(data=tmp_path, keys=("0" * 64,))
    client = app.test_client()
    assert client.get("/desk/sign-in").status_code == 200
    assert client.get("/policy").status_code == 401
    app.extensions["precheck"].store.close()


def test_pages_run_only_what_is_ours_and_are_not_kept(desk):
    headers = desk.guest().get("/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; img-src 'self' data: blob:;")
    assert headers["Cache-Control"] == "no-store"


def test_what_is_not_there_is_told_as_a_page(desk):
    answer = desk.guest().get("/nothing/here")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "Halaman tidak ada" in answer.text


@pytest.mark.parametrize(
    "change", [accounts.end_sessions, lambda c, i: accounts.close(c, i, 0.0)], ids=["ended", "shut"]
)
def test_what_changes_an_account_ends_its_sign_ins(desk, change):
    visitor = desk.person("sri")
    with desk.store.writing() as connection:
        change(connection, accounts.named(connection, "sri")["id"])
    assert not visitor.signed_in()
