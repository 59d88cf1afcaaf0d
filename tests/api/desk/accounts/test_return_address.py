"""Where the sign-in leads back to: the page that was asked for, and nothing beyond the desk."""

import pytest

from api.desk.accounts.return_address import safe_address
from tests.api.desk.people import PASSWORD


@pytest.mark.parametrize(
    "address",
    ["/desk/", "/desk/queue?batch=01J&put_off=", "/desk/photos/01J", "/desk/photos?q=a+b%20%C3%A9"],
)
def test_pages_of_the_desk_are_returned_to(address):
    assert safe_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *("", "/", "/desk", "desk/queue", "/check", "/deskx/", "/desk/../check", "/desk/.."),
        *("/desk/%2e%2e/check", "/desk/%2E./check", "/desk/./..", "/desk/a/..\\..\\check"),
        *("/desk/\\\\evil.example", "\\\\evil.example/desk/", "//evil.example/desk/", "/desk//x"),
        *("https://evil.example/desk/", "javascript:alert(1)", "/desk/\t../check", "/desk/\n"),
        *(
            " /desk/",
            "/desk/ ",
            "/desk/é",
            "/desk/" + "x" * 2000,
            "https:/desk/",
            "http://[x/desk/",
        ),
    ],
)
def test_nothing_else_is(address):
    assert safe_address(address) is None


def test_a_wrong_password_does_not_lose_the_way(desk):
    desk.account("sri")
    answer = desk.guest().post("/sign-in", name="sri", password="x", next="/desk/queue?batch=1")
    assert 'value="/desk/queue?batch=1"' in answer.text


def test_other_addresses_lead_to_the_first_page(desk):
    desk.account("sri")
    guest = desk.guest()
    page = guest.get("/sign-in?next=https://evil.example/").text
    assert 'name="next"' not in page
    answer = guest.post("/sign-in", name="sri", password=PASSWORD, next="//evil.example/desk/")
    assert answer.headers["Location"] == "/desk/"


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/batches/x/accept-sure", "/desk/batches/x"),
        ("/photos/x/decide", "/desk/photos/x"),
        ("/password", "/desk/password"),
        ("/batches", "/desk/"),
    ],
)
def test_an_act_without_a_session_leads_back_to_its_page_and_says_that_it_is_lost(desk, path, back):
    guest = desk.guest()
    for data in ({}, {"csrf_token": guest.token()}):  # the token ends with the session, or not
        where = guest.client.post(f"/desk{path}", data=data).headers["Location"]
        assert where == f"/desk/sign-in?next={back}&lost=1"
    assert "tekan sekali lagi" in guest.client.get(where).text


def test_a_sign_in_page_that_was_open_too_long_is_shown_anew(desk):
    desk.account("sri")
    visitor = desk.guest()
    data = {"name": "sri", "password": PASSWORD, "next": "/desk/queue"}
    late = visitor.client.post("/desk/sign-in", data=data)
    assert (late.status_code, "terlalu lama terbuka" in late.text) == (400, True)
    assert 'value="/desk/queue"' in late.text
    assert visitor.post("/sign-in", **data).headers["Location"] == "/desk/queue"
