"""The figures page says what one submission takes and what it saves."""

import csv
import io
import re

import pytest
from sqlalchemy import select

from api.store.tables.batches import PHOTOS
from api.store.tables.officers import TRAIL
from tests.api.submissions.seen import Seer, begin, photo, send


@pytest.fixture
def core():
    return Seer()


@pytest.fixture
def bot(desk):
    bot = desk.app.test_client()
    done = begin(bot, "nik", "aktivasi", reference="one").id
    for one in (photo("kk", legible=False), photo("kk", take=2), photo("ktp")):
        send(bot, done, one)
    send(bot, begin(bot, "ektp", "hilang", reference="two").id, photo("kk", legible=False))
    return bot


def tallies(page):
    section = page.text.partition("<h2>Permohonan</h2>")[2].partition("</section>")[0]
    return re.findall(r'class="tally[^"]*">([^<]+)<', section)


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("query", "shown"),
    [("", ["2", "1", "3", "1"]), ("?line=ektp", ["1", "0", "–", "0"]), ("?line=akta", [])],
)
def test_rounds_and_saved_rounds(sri, query, shown):
    page = sri.get(f"/figures{query}")
    assert tallies(page) == shown


@pytest.mark.usefixtures("bot")
def test_photos_of_a_submission_are_retries_of_one_another(sri):
    saved = re.search(
        r'<span class="tally good">(\d+)</span> putaran tertolong, dari 2', sri.get("/figures").text
    )
    assert saved[1] == "1"


@pytest.fixture
def mended(desk):
    """An application whose blurred photo was followed by a better one, two minutes later."""
    bot = desk.app.test_client()
    id_ = begin(bot, "nik", "aktivasi", reference="three").id
    send(bot, id_, photo("kk", legible=False))
    with desk.store.writing() as connection:
        connection.execute(PHOTOS.update().values(added_at=PHOTOS.c.added_at - 120))
    for one in (photo("kk", take=2), photo("ktp")):
        send(bot, id_, one)


@pytest.mark.usefixtures("mended")
def test_what_was_spared_is_shown_and_exported(desk, sri):
    page = sri.get("/figures").text
    section = page.partition('id="outcome"')[2].partition("</section>")[0]
    assert '<span class="tally good">1</span> surat petugas tidak perlu ditulis' in section
    assert "95 %" in section
    table = io.StringIO(sri.get("/figures/outcome.csv").text.lstrip("\ufeff"))
    whole, week, reason = csv.DictReader(table)
    assert (whole["submissions"], whole["letters"], reason["reason"]) == ("1", "1.0", "blur")
    assert week["week"]
    assert float(whole["days"]) >= 1
    assert sri.get("/figures/outcome.xlsx").data[:2] == b"PK"
    with desk.store.reading() as connection:
        assert connection.scalar(select(TRAIL.c.detail).order_by(TRAIL.c.id.desc())) == {
            "format": "xlsx",
            "of": "outcome",
        }
    assert 'id="outcome"' not in sri.get("/figures?line=akta").text
