"""The calls of `/demo`, where it is on, and the chat in a terminal."""

import io
import subprocess

import pytest
from click.testing import CliRunner

from api.callers.keys import sha256_of
from api.cli import main
from api.store.submissions import DEMO_OWNER
from api.store.tables.batches import PHOTOS as PHOTO_ROWS
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES
from api.store.tables.submissions import SUBMISSIONS
from api.store.tables.threads import THREADS
from tests.api.channels.stored import stored
from tests.api.desk.browser import PHOTOS
from tests.api.server import PROGRAM

BY_PAGE = {"X-Demo": "1"}


def post(client, **fields):
    return client.post("/demo/messages", data=fields, headers=BY_PAGE)


@pytest.fixture
def visitor(make_app, tmp_path):
    app = make_app(data=tmp_path)
    client = app.test_client()
    assert client.get("/demo").status_code == 200
    client.store = app.extensions["precheck"].store
    return client


def test_words_are_answered_at_once(visitor):
    (reply,) = post(visitor, text="halo", line="kk").json["replies"]
    assert reply["buttons"][0] == {"id": "apply:kk/baru", "title": "Kartu Keluarga baru"}
    begun = post(visitor, choice="apply:kk/rusak", line="kk").json["replies"]
    assert "kami perlukan foto asli" in begun[0]["text"]
    photo = (io.BytesIO(b"\xff\xd8"), "a.jpg")
    (filed,) = post(visitor, image=photo, line="kk").json["replies"]
    assert "Kartu Keluarga yang rusak sudah terbaca" in filed["text"]
    assert visitor.get("/demo/replies?line=kk").json == {"replies": []}


def test_two_visitors_do_not_hear_each_other(make_app):
    app = make_app()
    one, other = app.test_client(), app.test_client()
    for client in (one, other):
        client.get("/demo")
    post(one, choice="apply:kk/rusak")
    (reply,) = post(other, text="apa kabar").json["replies"]
    assert reply["buttons"]


def test_what_was_said_is_erased(visitor):
    post(visitor, text="halo")
    for table in (CHANNEL_MESSAGES, CHANNEL_REPLIES):
        (row,) = stored(visitor.store, table)
        assert row.sealed_payload is None


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (lambda client: client.post("/demo/messages", data={"text": "halo"}), 400),
        (lambda client: post(client, text="halo", line="other"), 404),
        (lambda client: client.get("/demo/replies?line=other"), 404),
    ],
    ids=["another site's form", "an unknown line", "replies of an unknown line"],
)
def test_other_calls_are_refused(visitor, call, status):
    assert call(visitor).status_code == status


def test_without_the_page_there_is_no_visitor(client):
    assert post(client, text="halo").status_code == 400


@pytest.mark.parametrize("settings", [{"keys": [sha256_of("k")]}, {"demo": False}])
def test_it_is_off_where_callers_need_keys_or_the_office_wants_it_so(make_app, settings):
    client = make_app(**settings).test_client()
    assert client.get("/demo", headers={"Authorization": "Bearer k"}).status_code == 404


def test_the_chat_in_a_terminal():
    said = f"1\n{PHOTOS / '00002.jpg'}\n\n"
    command = [PROGRAM, "chat", "--line", "nik"]
    done = subprocess.run(command, input=said, capture_output=True, text=True, check=True)
    assert "  1. Aktivasi NIK (BPJS, bank)" in done.stdout
    assert "Kartu Keluarga sudah terbaca" in done.stdout
    assert "{" not in done.stdout


def test_in_a_terminal_a_path_may_be_quoted_and_a_missing_file_is_said_so(tmp_path):
    letter = tmp_path / "surat saya.txt"
    letter.write_text("no picture")
    escaped = str(letter).replace(" ", "\\ ")
    said = f"kk rusak\n'{letter}'\n{escaped}\nfoto kk.JPG\nsaya pak'e budi\n\n"
    done = CliRunner().invoke(main, ["chat", "--line", "kk"], input=said)
    assert done.exit_code == 0, done.output
    assert done.output.count("file ini bukan foto yang bisa kami baca") == 2
    assert "(there is no file foto kk.JPG)" in done.output
    assert done.output.count("Berikutnya mohon kirim foto Kartu Keluarga yang rusak.") == 1


def test_the_chat_knows_its_lines():
    result = CliRunner().invoke(main, ["chat", "--line", "x"])
    assert (result.exit_code, "semua" in result.output) == (2, True)


def test_nothing_of_the_demo_reaches_the_officers(visitor):
    post(visitor, choice="apply:nik/aktivasi", line="nik")
    for take in range(4):
        post(visitor, image=(io.BytesIO(b"\xff\xd8broken" + bytes([take])), "a.jpg"), line="nik")
    (reply,) = post(visitor, text="petugas", line="nik").json["replies"]
    assert "hanya contoh" in reply["text"]
    with visitor.store.reading() as connection:
        assert connection.execute(THREADS.select()).all() == []
        rows = connection.execute(PHOTO_ROWS.select()).mappings().all()
        (row,) = connection.execute(SUBMISSIONS.select()).mappings()
    assert rows
    assert not any(row["for_officer"] or row["sampled"] for row in rows)
    assert row["owner"] == DEMO_OWNER
