"""Accounts: made from the command line and by admins, changed, closed; passwords."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import api
from api.cli import main
from api.desk.accounts import passwords
from api.settings import Settings
from api.store import accounts, audit_trail
from api.store.accounts import Role
from api.store.database.store import Store
from tests.api.desk.people import PASSWORD

NEW = "battery staple"
VENDOR = Path(api.__file__).parent / "static" / "vendor"


@pytest.fixture
def tmp_path(tmp_path, migrated):
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def admin(desk):
    return desk.person("ani", Role.ADMIN)


def command(tmp_path, *words, password=PASSWORD, again=None):
    typed = f"{password}\n{password if again is None else again}\n"
    return CliRunner().invoke(
        main, ["user", *words], input=typed, env={"PRECHECK_API_DATA": str(tmp_path)}
    )


def named(tmp_path, name):
    store = Store.open(Settings(data=tmp_path))
    with store.reading() as connection:
        account = accounts.named(connection, name)
    store.close()
    return account


def test_the_first_account_is_made_from_the_command_line(tmp_path):
    done = command(tmp_path, "add", "sri", "--role", "admin")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "sri can sign in at /desk.")
    account = named(tmp_path, "sri")
    assert account["role"] == "admin"
    assert account["password"].startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in done.output


@pytest.mark.parametrize(
    ("words", "more", "result"),
    [
        (("add", "sri", "--role", "officer"), {"password": "short"}, "10 to 200 characters"),
        (("add", "sri", "--role", "officer"), {"again": "other"}, "do not match"),
        (("add", "sri", "--role", "chief"), {}, "not one of"),
        (
            (
                "add",
                "sri",
            ),
            {},
            "Missing option '--role'",
        ),
        (("add", "s r i", "--role", "officer"), {}, "letters, digits"),
        (("add", "x" * 65, "--role", "officer"), {}, "letters, digits"),
        (("add", "ani", "--role", "officer"), {}, "There is an account ani already"),
        (("password", "sri"), {}, "There is no account sri"),
    ],
)
def test_errors_of_the_command_line_are_messages(tmp_path, words, more, result):
    assert command(tmp_path, "add", "ani", "--role", "admin").exit_code == 0
    done = command(tmp_path, *words, **more)
    assert done.exit_code != 0
    assert result in done.output
    assert named(tmp_path, "sri") is None


def test_a_lost_password_is_replaced_from_the_command_line(tmp_path):
    command(tmp_path, "add", "sri", "--role", "admin")
    assert command(tmp_path, "password", "sri", password=NEW).exit_code == 0
    assert passwords.matches(named(tmp_path, "sri")["password"], NEW)


def test_an_admin_makes_accounts(desk, admin):
    made = admin.post("/accounts", name="sri", role="qa", password=PASSWORD)
    assert made.status_code == 302
    assert "sri" in admin.get("/accounts").text
    assert desk.guest().sign_in("sri").status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"name": "ani"}, {"name": ""}, {"role": "chief"}, {"password": "short"}]
)
def test_impossible_accounts_are_refused(admin, wrong):
    fields = {"name": "sri", "role": "qa", "password": PASSWORD} | wrong
    answer = admin.post("/accounts", **fields)
    assert (answer.status_code, answer.mimetype) == (400, "text/html")


def test_an_admin_changes_role_and_password_closes_and_reopens(desk, admin):
    id_ = desk.account("sri")
    path = f"/accounts/{id_}"
    admin.post(path, change="role", role="supervisor")
    assert desk.row(id_)["role"] == "supervisor"
    admin.post(path, change="password", password=NEW)
    assert desk.guest().sign_in("sri", NEW).status_code == 302
    admin.post(path, change="close")
    assert desk.guest().sign_in("sri", NEW).status_code == 401
    admin.post(path, change="reopen")
    assert desk.guest().sign_in("sri", NEW).status_code == 302
    with desk.store.reading() as connection:
        result = [
            r["detail"] for r in audit_trail.latest(connection) if r["act"] == "change_account"
        ]
    assert [one["change"] for one in result] == ["reopen", "close", "password", "role"]


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/accounts/nobody", {"change": "close"}, 404),
        ("/accounts/{sri}", {"change": "burn"}, 404),
        ("/accounts/{sri}", {"change": "role", "role": "chief"}, 400),
        ("/accounts/{ani}", {"change": "close"}, 400),
    ],
)
def test_impossible_changes_are_refused(desk, admin, path, fields, status):
    ids = {"sri": desk.account("sri")}
    with desk.store.reading() as connection:
        ids["ani"] = accounts.named(connection, "ani")["id"]
    assert admin.post(path.format(**ids), **fields).status_code == status


def test_everybody_sets_their_own_password(desk):
    sri = desk.person("sri")
    assert (
        sri.post("/password", old="wrong horse", new=NEW).headers["Location"].endswith("password")
    )
    assert sri.post("/password", old=PASSWORD, new="short").status_code == 400
    assert sri.post("/password", old=PASSWORD, new=NEW).status_code == 302
    assert sri.signed_in()
    assert desk.guest().sign_in("sri").status_code == 401
    assert desk.guest().sign_in("sri", NEW).status_code == 302


def test_what_is_vendored_is_what_its_table_says():
    result = dict(
        re.findall(
            r"^\| `([^`]+)` .*`([0-9a-f]{64})`", (VENDOR / "README.md").read_text(), re.MULTILINE
        )
    )
    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.iterdir()
        if file.suffix in {".js", ".css"}
    }
    assert result == found
