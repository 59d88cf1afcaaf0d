"""Each role opens its pages and no others."""

import pytest

from api.store.accounts import Role

OPEN = {"desk.sign_in", "desk.signed_in", "desk.set_language", "desk.nothing"}
OPEN |= {"desk.oidc_begin", "desk.oidc_callback", "desk.oidc_finish"}
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


def test_every_page_but_the_sign_in_requires_a_session(desk):
    guest = desk.guest()
    client, token = guest.client, guest.token()
    asked = 0
    for rule in desk.app.url_map.iter_rules():
        if not rule.endpoint.startswith("desk.") or rule.endpoint in OPEN:
            continue
        path = (
            rule.rule.replace("<id_>", "x")
            .replace("<picture>", "document")
            .replace("<any(csv, xlsx):kind>", "csv")
        )
        method = "POST" if "POST" in rule.methods else "GET"
        answer = client.open(path, method=method, data={"csrf_token": token})
        where = answer.headers.get("Location", "").partition("?")[0]
        assert (answer.status_code, where) == (302, "/desk/sign-in"), path
        asked += 1
    assert asked >= len(PAGES)


@pytest.mark.parametrize("header", ["HX-Request", "X-CSRFToken"])
def test_calls_of_scripts_ask_on_their_page(desk, header):
    assert desk.guest().get("/", headers={header: "true"}).status_code == 401


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


def test_pages_run_only_own_scripts_and_are_not_cached(desk):
    headers = desk.guest().get("/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'; img-src 'self' data: blob:;")
    assert headers["Cache-Control"] == "no-store"


def test_not_found_is_a_page(desk):
    answer = desk.guest().get("/nothing/here")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "Halaman tidak ada" in answer.text
