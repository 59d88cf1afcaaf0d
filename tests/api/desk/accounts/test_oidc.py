"""Sign-in by a provider: a stand-in, whose every lie is refused, and a real browser."""

import html
import re
import shutil
import time
from contextlib import closing
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import requests
from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric import rsa
from structlog.testing import capture_logs

from api.app import create_app
from api.desk.accounts import oidc, passwords
from api.settings import Settings, load
from api.store import accounts, audit_trail
from api.store.accounts import Role
from precheck.errors import BadPolicy
from tests.api.desk.people import PASSWORD, Desk
from tests.servers.provider import CLIENT_ID, CLIENT_SECRET, provider
from tests.servers.wsgi import served

REFRESH = re.compile(r'content="0; url=([^"]+)"')


@pytest.fixture
def known():
    with provider() as one:
        yield one


@pytest.fixture
def desk(known, core, tmp_path, migrated, monkeypatch):
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", quick)
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    settings = Settings(
        data=tmp_path,
        oidc_issuer=known.issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret=CLIENT_SECRET,
    )
    app = create_app(settings, checker=core)
    yield Desk(app)
    app.extensions["precheck"].store.close()


def led_back(visitor, **changed):
    """Go to the provider and back; return the answer of the last step."""
    there = visitor.get("/oidc").location
    back = requests.get(there, allow_redirects=False, timeout=10).headers["Location"]
    query = {**dict(parse_qsl(urlsplit(back).query)), **changed}
    page = visitor.get(f"/oidc/callback?{urlencode(query)}")
    assert "Set-Cookie" not in page.headers  # browsers did not send the one that there is
    return visitor.client.get(html.unescape(REFRESH.search(page.text)[1]))


def test_who_has_an_account_is_signed_in_and_it_is_noted(desk):
    desk.account("sri", Role.SUPERVISOR)
    visitor = desk.guest()
    assert "/desk/oidc" in visitor.get("/sign-in").text
    assert (led_back(visitor).location, visitor.signed_in()) == ("/desk/", True)
    with desk.store.reading() as connection:
        (entry,) = audit_trail.latest(connection)
    assert (entry["who"], entry["act"], entry["detail"]) == ("sri", "sign_in", {"as": "oidc"})


def test_one_returns_to_the_page_that_one_asked_for(desk):
    desk.account("sri", Role.SUPERVISOR)
    visitor = desk.guest()
    asked = visitor.get("/decisions")
    link = re.search(r'href="(/desk/oidc[^"]*)"', visitor.client.get(asked.location).text)[1]
    there = visitor.client.get(html.unescape(link)).location
    back = requests.get(there, allow_redirects=False, timeout=10).headers["Location"]
    query = urlsplit(back).query
    assert visitor.get(f"/oidc/finish?{query}").location == "/desk/decisions"
    assert visitor.get(f"/oidc/finish?{query}").status_code == 401  # each return counts once


def test_a_first_password_is_void_once_its_owner_came_by_the_provider(desk):
    id_ = desk.account("sri")
    with desk.store.writing() as connection:
        accounts.require_change(connection, id_)
    visitor = desk.guest()
    led_back(visitor)
    assert visitor.get("/").status_code == 200  # no page of a first password
    assert desk.guest().sign_in("sri", PASSWORD).status_code == 401


@pytest.mark.parametrize("state", ["none", "closed", "no claim"])
def test_who_has_no_account_is_told_so(desk, known, state):
    id_ = desk.account("sri" if state != "none" else "ani")
    if state == "closed":
        with desk.store.writing() as connection:
            accounts.close(connection, id_, time.time())
    if state == "no claim":
        known.claims = {"preferred_username": ["sri"]}
    visitor = desk.guest()
    answer = led_back(visitor)
    assert (answer.status_code, visitor.signed_in()) == (403, False)
    assert "belum punya akun" in answer.text


SRI = {"preferred_username": "sri"}
LIES = {
    "another issuer": {"claims": {**SRI, "iss": "https://evil.example"}},
    "for another client": {"claims": {**SRI, "aud": "another"}},
    "expired": {"claims": {**SRI, "exp": 1_700_000_000, "iat": 1_700_000_000}},
    "another nonce": {"claims": {**SRI, "nonce": "x"}},
    "without the claim": {"claims": {}},
    "another key": {"signs_with": rsa.generate_private_key(65537, 2048)},
    "no signature": {"header": {"alg": "none"}},
    "refused by the person": {"refuses": "access_denied"},
}


@pytest.mark.parametrize("told", LIES.values(), ids=LIES)
def test_what_is_wrong_signs_nobody_in(desk, known, told):
    desk.account("sri")
    vars(known).update(told)
    visitor = desk.guest()
    with capture_logs() as lines:
        answer = led_back(visitor)
    assert (answer.status_code, visitor.signed_in()) == (401, False)
    assert "tidak berhasil" in answer.text
    assert [line["event"] for line in lines if line["event"] != "request"] == ["sign-in"]


def test_a_state_that_this_browser_was_not_given_signs_nobody_in(desk):
    desk.account("sri")
    visitor = desk.guest()
    assert led_back(visitor, state="x").status_code == 401
    another = desk.guest()
    there = visitor.get("/oidc").location
    back = requests.get(there, allow_redirects=False, timeout=10).headers["Location"]
    assert another.get(f"/oidc/finish?{urlsplit(back).query}").status_code == 401
    assert not another.signed_in()


def test_a_provider_that_does_not_answer_leaves_the_password(desk, monkeypatch):
    desk.account("sri")
    client = desk.app.extensions[oidc.EXTENSION]
    monkeypatch.setattr(client, "_server_metadata_url", "http://127.0.0.2:1/x")
    visitor = desk.guest()
    assert visitor.get("/oidc").status_code == 401
    assert visitor.sign_in("sri", PASSWORD).status_code == 302


@pytest.mark.parametrize("path", ["/oidc", "/oidc/callback?state=x", "/oidc/finish?state=x"])
def test_without_a_provider_there_is_none(make_app, path):
    client = make_app().test_client()
    assert client.get(f"/desk{path}").status_code == 404
    assert "/desk/oidc" not in client.get("/desk/sign-in").text


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"oidc_issuer": "https://id.example"}, "oidc_client_id"),
        ({"oidc_issuer": "http://id.example", "oidc_client_id": "desk"}, "oidc_issuer"),
    ],
)
def test_settings_that_make_no_provider_end_the_start(settings, told):
    with pytest.raises(BadPolicy, match=told):
        load(**settings)


def test_without_authlib_the_start_says_what_to_install(make_app, monkeypatch):
    monkeypatch.setattr(oidc.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(BadPolicy, match=r"precheck\[oidc\]"):
        make_app(oidc_issuer="https://id.example", oidc_client_id="desk")


def test_a_browser_comes_back_from_another_site_and_is_signed_in(desk, known, browser):
    """Only a browser keeps the session's cookie from a request that another site leads to."""
    desk.account("sri")
    known.asks = True
    with served(desk.app) as address, closing(browser.new_page()) as page:
        page.goto(f"{address}/desk/sign-in")
        page.get_by_text("Masuk dengan akun kantor").click()
        page.get_by_text("go on").click()
        page.wait_for_url("**/desk/")
        assert page.get_by_text("sri").first.is_visible()
