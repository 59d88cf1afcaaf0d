"""The statistics page and its table."""

import csv
import io
import time

import pytest

from api.store import audit_trail
from api.store.accounts import Role
from api.store.decisions import together
from api.store.decisions.decision import Act
from api.store.decisions.unseen import UnseenRules
from tests.api.desk.batches_made import filled, shown
from tests.api.store.filled import json_answer


@pytest.fixture
def qa(desk):
    filled(desk, json_answer(0.6), json_answer(0.7), json_answer(0.2, verdict="re-photo"))
    return desk.person("qory", Role.QA)


def test_the_page_shows_what_was_judged_and_decided(desk, qa):
    sri = desk.person("sri")
    sri.post(f"/photos/{shown(sri.get('/queue'))}/decide", again="dark")
    page = qa.get("/figures").text
    assert '<span class="tally">3</span>' in page
    assert "66,7 %" not in page  # of three photos
    assert '<span class="tally doubt">2</span> menunggu petugas, yang terlama sejak' in page
    assert "pantulan cahaya" in page
    assert "1 berbeda dari mesin" in page
    assert "Tidak ada contoh dari foto yang yakin" in page
    assert page.count('class="chart"') == 2


def test_a_share_is_shown_from_thirty_photos_on(desk):
    filled(desk, *[json_answer(0.99)] * 29)
    page = desk.person("qory", Role.QA).get("/figures").text
    assert "100,0 %" not in page
    filled(desk, json_answer(0.99))
    page = desk.person("rani", Role.QA).get("/figures").text
    assert "100,0 %" in page


def test_officers_see_their_own_figures_and_a_supervisor_all(desk):
    _, (one, other) = filled(desk, json_answer(0.6), json_answer(0.6))
    sri, budi = desk.person("sri"), desk.person("budi")
    sri.post(f"/photos/{one}/decide", again="dark", alone="1")
    budi.post(f"/photos/{other}/decide", decision="accept")
    own = sri.get("/figures").text
    assert '<tr><th scope="row">sri</th><td class="count">1</td><td class="count">1</td>' in own
    assert '<th scope="row">budi</th>' not in own
    every = desk.person("ani", Role.SUPERVISOR).get("/figures").text
    assert '<tr><th scope="row">budi</th><td class="count">1</td><td class="count">0</td>' in every
    assert '<th scope="row">sri</th>' in every


def test_decisions_without_a_weight_are_reported(desk, qa):
    assert "tidak ikut dihitung" not in qa.get("/figures").text
    batch, _ = filled(desk, json_answer(0.99))
    with desk.store.writing() as connection:
        rules, act = UnseenRules(numbered=("kk",)), Act.begin("sri", time.time())
        together.accept_sure(connection, desk.store.vault, batch, rules, act)
    assert "1 keputusan tidak ikut dihitung" in qa.get("/figures").text


@pytest.mark.parametrize(
    ("query", "photos"),
    [
        ("", 3),
        ("?type=kk", 3),
        ("?type=ktp", 0),
        ("?reason=glare", 1),
        ("?version=1", 3),
        ("?policy=none", 0),
        ("?line=–", 3),
        ("?by=reason&days=7", 3),
        ("?by=nonsense&days=1000000", 3),
    ],
)
def test_figures_are_filtered_by_group(qa, query, photos):
    assert f'<span class="tally">{photos}</span>' in qa.get(f"/figures{query}").text


def test_figures_are_exported_as_a_table(desk, qa):
    answer = qa.get("/figures.csv?type=kk")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(row["reason"], row["photos"], row["rounds"]) for row in rows] == [
        ("glare", "1", "1"),
        ("–", "2", "0"),
    ]
    with desk.store.reading() as connection:
        (act,) = audit_trail.latest(connection, wanted=audit_trail.AuditFilter(act="export"))
    assert (act["who"], act["detail"]["of"]) == ("qory", "figures")
    assert qa.get("/figures.pdf").status_code == 404
