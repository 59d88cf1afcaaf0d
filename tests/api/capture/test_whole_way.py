"""Once the whole way: two bad photos in the chat, the link, the film, the desk with the picture."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from api.app import create_app
from api.channels.configuration import Channels
from api.channels.dialogue.citizen import CitizenDialogue
from api.channels.dialogue.office import Office
from api.channels.work.handling import Desk as ChatDesk
from api.settings import Settings
from api.store import submissions
from api.store.tables.submissions import SUBMISSIONS
from api.submissions.rules import EXTENSION
from tests.api.capture import film
from tests.api.capture.seen import opened, watching
from tests.api.channels.dialogue.conftest import Files, Phone
from tests.api.desk.browser import PATIENCE, PHOTOS
from tests.api.desk.people import Desk
from tests.servers.wsgi import served

BAD = ("00081.jpg", "00145.jpg")
"""A KTP that moved, and one under fingers."""
LINK = re.compile(r"http://127\.0\.0\.1(/capture/[\w-]{32})")


@pytest.fixture
def office(migrated, tmp_path, monkeypatch):
    monkeypatch.setenv("TEST_TOKEN", "x")
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    app = create_app(Settings(data=tmp_path, public_url="http://127.0.0.1", wait=10))
    yield app, app.extensions["precheck"]
    app.extensions["precheck"].store.close()


def phone_of(app, here):
    """Return a citizen's phone on the real dialogue and the real check."""
    secret = {"env": "TEST_TOKEN"}
    secrets = dict.fromkeys(("app_secret", "verify_token", "token"), secret)
    numbers = [{"id": "nik", "service": "nik"}]
    channels = Channels.model_validate({"cloud": {**secrets, "numbers": numbers}})
    dialogue = CitizenDialogue(Office(here.store, app.extensions[EXTENSION], here.check))
    return Phone(ChatDesk(here.store, channels, {"cloud": Files()}, dialogue, 60.0), "nik")


def test_from_two_bad_photos_to_the_complete_application_at_the_desk(browser, office, tmp_path):
    app, here = office
    phone = phone_of(app, here)
    phone.chooses("apply:nik/aktivasi")
    first, second = (phone.sends((PHOTOS / name).read_bytes(), caption="ktp") for name in BAD)
    assert [LINK.search(reply.text) for reply in first] == [None]
    path = LINK.search(second[-1].text)[1]
    shown = film.write(tmp_path / "film.mjpeg", [(film.good(), 2)])
    with (
        served(app) as address,
        watching(browser, shown) as filming,
        opened(filming, address + path) as page,
    ):
        page.get_by_role("button", name="Kirim").click(timeout=PATIENCE)
        expect(page.locator("#hint")).to_contain_text("KTP-el sudah terbaca", timeout=PATIENCE)
    (last,) = phone.sends((PHOTOS / "00000.jpg").read_bytes())
    assert "sudah kami terima dan akan diperiksa petugas" in last.text
    with here.store.reading() as connection:
        id_ = connection.scalar(SUBMISSIONS.select().with_only_columns(SUBMISSIONS.c.id))
        row = submissions.get(connection, id_)
        kept = [one for one in submissions.photos(connection, row) if one["filing"] == "filed"]
    assert (row.state, sorted(one["slot"] for one in kept)) == ("complete", ["kk", "ktp"])
    (card,) = (one["id"] for one in kept if one["slot"] == "ktp")
    officer = Desk(app).person("budi")
    sheet = officer.get(f"/applications/{id_}").text
    picture = re.search(rf'src="/desk(/photos/{card}/[^"]+)"', sheet)[1]
    assert officer.get(picture.replace("&amp;", "&")).data.startswith(b"\xff\xd8")
