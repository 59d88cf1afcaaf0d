"""The figures page says what one submission takes and what it saves."""

import re

import pytest

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
