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
from api.store import accounts
from api.store.accounts import Role
from api.store.database.store import Store
from tests.api.desk.audit import acts
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
    assert account.role == "admin"
    assert account.password.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PASSWORD not in done.output


def test_a_first_password_is_made_up_by_the_command_line(tmp_path):
    done = command(tmp_path, "add", "sri", "--role", "admin", "--generate")
    first = re.search(r"First password: (\S+)", done.output)[1]
    account = named(tmp_path, "sri")
    assert passwords.matches(account.password, first)
    assert account.must_change
    command(tmp_path, "password", "sri", password=NEW)
    assert not named(tmp_path, "sri").must_change


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
    assert passwords.matches(named(tmp_path, "sri").password, NEW)


FIRST = re.compile(r'id="first"[^>]*>([^<]+)<')


def test_an_account_has_a_first_password_that_is_shown_once(desk, admin, capfd):
    made = admin.post("/accounts", name="sri", role="qa")
    first = FIRST.search(made.text)[1]
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", first)
    assert made.headers["Cache-Control"] == "no-store"
    listed = admin.get("/accounts").text
    assert "belum mengganti kata sandi pertama" in listed
    assert first not in listed + "".join(capfd.readouterr()) + str(acts(desk, "add_account"))
    assert desk.guest().sign_in("sri", first).status_code == 302


def test_a_first_password_is_replaced_before_anything_else(desk, admin):
    first = FIRST.search(admin.post("/accounts", name="sri", role="officer").text)[1]
    sri = desk.guest()
    sri.sign_in("sri", first)
    for path in ("/", "/queue", "/photos", "/no-such-page"):
        assert sri.get(path).headers["Location"] == "/desk/password"
    assert sri.post("/batches", name="malam").headers["Location"] == "/desk/password"
    assert "hanya Anda ketahui" in sri.get("/password").text
    same = sri.post("/password", old=first, new=first, again=first)
    assert (same.status_code, "lain dari yang lama" in same.text) == (400, True)
    assert sri.post("/password", old=first, new=NEW, again=NEW).status_code == 302
    assert sri.get("/").status_code == 200
    assert not desk.row(accounts_named(desk, "sri").id).must_change


def accounts_named(desk, name):
    with desk.store.reading() as connection:
        return accounts.named(connection, name)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": "ani"}, "Akun ani sudah ada."),
        ({"name": "s r i"}, "tanpa spasi"),
        ({"role": "chief"}, "Pilih salah satu peran"),
    ],
)
def test_impossible_accounts_are_refused_and_nothing_typed_is_lost(admin, wrong, why):
    fields = {"name": "sri", "role": "qa"} | wrong
    answer = admin.post("/accounts", **fields)
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert why in answer.text
    assert f'name="name" value="{fields["name"]}"' in answer.text


def test_an_admin_changes_role_and_password_closes_and_reopens(desk, admin):
    id_ = desk.account("sri")
    path = f"/accounts/{id_}"
    admin.post(path, change="role", role="supervisor")
    assert desk.row(id_).role == "supervisor"
    first = FIRST.search(admin.post(path, change="password").text)[1]
    assert desk.guest().sign_in("sri").status_code == 401
    assert desk.guest().sign_in("sri", first).status_code == 302
    assert desk.row(id_).must_change
    admin.post(path, change="close")
    assert desk.guest().sign_in("sri", first).status_code == 401
    admin.post(path, change="reopen")
    assert desk.guest().sign_in("sri", first).status_code == 302
    result = [act["detail"] for act in acts(desk, "change_account")]
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
    ids["ani"] = accounts_named(desk, "ani").id
    assert admin.post(path.format(**ids), **fields).status_code == status


def test_everybody_sets_their_own_password(desk):
    sri = desk.person("sri")
    wrong = sri.post("/password", old="wrong horse", new=NEW, again=NEW)
    assert (wrong.status_code, "Kata sandi lama salah." in wrong.text) == (400, True)
    short = sri.post("/password", old=PASSWORD, new="short", again="short")
    assert (short.status_code, "10 sampai 200 karakter" in short.text) == (400, True)
    twice = sri.post("/password", old=PASSWORD, new=NEW, again=f"{NEW}x")
    assert (twice.status_code, "Kedua kata sandi baru tidak sama" in twice.text) == (400, True)
    assert sri.post("/password", old=PASSWORD, new=NEW, again=NEW).status_code == 302
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
        if file.suffix in {".js", ".css", ".wasm"}
    }
    assert result == found
