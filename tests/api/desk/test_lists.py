"""Tables that are taken away; lists of decisions, acts, checks and settings."""

import csv
import io
import json
import time
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest

from api.desk.setting_views import HIDDEN
from api.desk.setting_views import told as told_settings
from api.settings import Settings
from api.store import checks, decisions, retention, trail
from api.store.accounts import Role
from api.store.checks import Asked
from precheck.options import Options
from tests.api.desk.test_batches import filled
from tests.api.fakes import NUMBER
from tests.api.store.filled import batch, done, told

OTHER = "3514010101209002"
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def sri(desk):
    return desk.person("sri", Role.SUPERVISOR)


def acts(desk, act):
    with desk.store.reading() as connection:
        return trail.latest(connection, wanted=trail.Wanted(act=act))


def table(answer):
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_results_are_taken_away_with_their_messages_and_it_is_noted(desk, sri):
    id_, _ = filled(desk, told(0.99), told(0.2, verdict="re-photo"))
    done(desk.store, batch(desk.store), data=b"other")
    answer = sri.get(f"/photos.csv?batch={id_}")
    rows = table(answer)
    assert [row["file"] for row in rows] == ["0.jpg", "1.jpg"]
    assert {row["message"] for row in rows} == {"Terima kasih"}
    assert {row["masked"] for row in rows} == {"3514********9001"}
    assert NUMBER not in answer.text
    (act,) = acts(desk, "export")
    assert (act["who"], act["subject"], act["detail"]["format"]) == ("sri", id_, "csv")


@pytest.mark.parametrize(
    ("ruling", "value", "candidate"),
    [
        (None, "", NUMBER),
        ({"decision": "accept"}, "", NUMBER),
        ({"decision": "confirm", "number": NUMBER}, NUMBER, ""),
        ({"decision": "confirm", "number": OTHER}, OTHER, ""),
    ],
)
def test_a_supervisor_may_take_full_numbers_each_of_which_is_noted(
    desk, sri, ruling, value, candidate
):
    batch_id, (sure, id_) = filled(desk, told(0.99), told(0.6, state="doubtful"))
    if ruling:
        sri.post(f"/photos/{id_}/decide", **ruling)
    rows = table(sri.get(f"/photos.csv?batch={batch_id}&numbers=full"))
    shown = [(row["number.value"], row["number.candidate"]) for row in rows]
    assert shown == [(NUMBER, ""), (value, candidate)]
    (act,) = acts(desk, "export")
    assert (act["subject"], act["detail"]["numbers"]) == (batch_id, "full")
    seen = [act["subject"] for act in acts(desk, "view_number") if act["detail"]]
    assert sorted(seen) == sorted((sure, id_))


def test_full_numbers_leave_only_while_they_are_kept_and_never_with_an_officer(desk, sri):
    batch_id, (id_,) = filled(desk, told(0.6, state="doubtful"))
    asked = f"/photos.csv?batch={batch_id}&numbers=full"
    officer = desk.person("budi")
    assert officer.get(asked).status_code == 403
    assert "numbers" not in officer.get(f"/batches/{batch_id}").text
    assert 'value="full"' in sri.get(f"/batches/{batch_id}").text
    sri.post(f"/photos/{id_}/decide", decision="confirm", number=OTHER)
    with desk.store.writing() as connection:
        retention.wipe_decided(connection, time.time() + 1)
    answer = sri.get(asked)
    assert NUMBER not in answer.text
    assert OTHER not in answer.text
    assert table(answer)[0]["masked"] == "3514********9002"


@pytest.mark.parametrize(
    ("query", "files"),
    [("", 3), ("?pile=waiting", 1), ("?reason=glare", 1), ("?q=2.jpg", 1), ("?q=nobody", 0)],
)
def test_what_is_taken_away_is_what_is_listed(desk, sri, query, files):
    filled(desk, told(0.99), told(0.0, verdict="re-photo"), told(0.5))
    assert len(table(sri.get(f"/photos.csv{query}"))) == files


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_called_like_a_formula_stays_text(desk, sri, kind):
    row = batch(desk.store, owner="desk")
    done(desk.store, row, file=f"{FORMULA}.jpg", reference=FORMULA)
    answer = sri.get(f"/photos.{kind}")
    assert answer.headers["Content-Disposition"].endswith(f'-foto.{kind}"')
    if kind == "csv":
        (one,) = table(answer)
        assert one["reference"] == f"'{FORMULA}"
        return
    with ZipFile(io.BytesIO(answer.data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert escape(FORMULA) in sheet
    assert "<f>" not in sheet


def test_a_search_text_that_may_be_a_name_stays_out_of_the_trail(desk, sri):
    sri.get("/photos.csv?q=Siti")
    (act,) = acts(desk, "export")
    assert act["detail"]["text"] is True
    assert "Siti" not in str(act)


def test_other_kinds_of_table_are_not_there(sri):
    assert sri.get("/photos.pdf").status_code == 404


def test_decisions_are_listed_and_taken_away_without_numbers(desk, sri):
    _, (right, wrong, sure) = filled(desk, told(0.6, state="doubtful"), told(0.7), told(0.99))
    sri.post(f"/photos/{right}/decide", decision="confirm", number=NUMBER)
    sri.post(f"/photos/{wrong}/decide", again="dark")
    sri.post(f"/photos/{sure}/decide", again="blur")
    sri.post("/undo")
    qa = desk.person("qory", Role.QA)
    page = qa.get("/decisions").text
    assert page.count('<th scope="row">') == 4
    assert "dibenarkan" in page
    assert qa.get("/decisions?overrides=1").text.count('<th scope="row">') == 2
    assert qa.get("/decisions?who=nobody").text.count('<th scope="row">') == 0
    answer = qa.get("/decisions.jsonl")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    kept = [(one["decision"], one["reason"], one["number"], one["weight"]) for one in lines]
    assert kept == [("accept", None, "confirmed", 1), ("re-photo", "dark", None, 1)]
    assert lines[0]["measures"] == {"glare": {"value": 0.1}}
    assert NUMBER not in answer.text + page
    assert acts(desk, "export")[0]["who"] == "qory"


def test_long_lists_go_on_where_they_stopped(desk, sri, monkeypatch):
    monkeypatch.setattr("api.desk.trail_views.ROWS", 2)
    for at in range(3):
        with desk.store.writing() as connection:
            trail.add(connection, trail.Act(who="ani", act="export", subject=f"s{at}"), time.time())
        time.sleep(0.002)  # ids are told apart by their time
    page = sri.get("/trail?act=export").text
    assert [f"s{at}</code>" in page for at in range(3)] == [False, True, True]
    more = page.partition('href="?act=export&amp;before=')[2].partition('"')[0]
    older = sri.get(f"/trail?act=export&before={more}").text
    assert [f"s{at}</code>" in older for at in range(3)] == [True, False, False]
    assert "before=" not in older


def test_the_trail_is_looked_through(desk, sri):
    id_, _ = filled(desk, told(0.5))
    sri.get("/queue")
    assert "membuka foto" in sri.get("/trail").text
    assert "membuka foto</option>" in sri.get("/trail?who=budi").text
    assert "Tidak ada catatan yang cocok" in sri.get("/trail?who=budi").text
    assert len(id_) == 26


def test_settings_tell_no_secret():
    settings = Settings(
        keys=(f"bot:{'0' * 64}", f"app:{'1' * 64}"),
        callback_url="https://bot.example/decided",
        callback_secret="hidden words",
        port=8001,
    )
    rows = {name: (value, changed) for name, value, changed in told_settings(settings)}
    assert rows["PRECHECK_API_KEYS"] == ("bot, app", True)
    assert rows["PRECHECK_API_CALLBACK_SECRET"] == (HIDDEN, True)
    assert rows["PRECHECK_API_PORT"] == ("8001", True)
    assert rows["PRECHECK_API_RETENTION_DAYS"] == ("90", False)
    assert "hidden words" not in str(rows)


def test_the_settings_page_shows_the_rules_in_force(desk):
    page = desk.person("ani", Role.ADMIN).get("/settings").text
    assert "documents.kk.accept.at_least" in page
    assert "PRECHECK_API_SURE_AT" in page


@pytest.fixture
def check(desk):
    """The id of a row of a check."""
    asked = Asked.of(desk.store.vault, "bot", Options(reference="WA-1", line="ektp"), b"photo")
    answer = told(0.2, verdict="re-photo") | {"id": "01JD0000000000000000000001"}
    answer["reasons"] = [{"code": "glare", "side": "top", "share": 0.4}]
    measure = {"value": 0.06, "unit": "share", "outcome": "too_high", "at_least": None}
    answer["measures"] = {"glare": measure | {"at_most": 0.02}}
    with desk.store.writing() as connection:
        return checks.keep(connection, checks.answered(asked, answer, time.time()))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?reference=WA-1", True),
        ("?reference=WA", False),
        ("?verdict=accept", False),
        ("?line=ektp&reason=glare&type=kk", True),
        ("?owner=other", False),
    ],
)
def test_checks_are_found(desk, check, query, found):
    assert (check in desk.person("sri").get(f"/checks{query}").text) is found


def test_a_check_is_shown_with_what_officers_decided(desk, check):
    ruling, act = decisions.Ruling(decision="accept"), decisions.act("bot", time.time())
    with desk.store.writing() as connection:
        decisions.decide_check(connection, checks.get(connection, check), ruling, act)
    sri = desk.person("sri")
    page = sri.get(f"/checks/{check}").text
    assert "pantulan cahaya (top) 40,0 %" in page
    assert "≤ 0.02" in page
    assert "bot" in page.partition("Keputusan petugas")[2]
    assert sri.get("/checks/none").status_code == 404


@pytest.mark.parametrize(
    ("said", "decision", "reason"),
    [
        ({"decision": "accept"}, "accept", None),
        ({"again": "glare"}, "re-photo", "glare"),
        ({"again": "number_unread"}, "re-photo", "number_unread"),
    ],
)
def test_an_officer_decides_a_check_on_its_page(desk, check, said, decision, reason):
    sri = desk.person("sri")
    assert 'name="again" value="glare" data-key="r"' in sri.get(f"/checks/{check}").text
    assert sri.post(f"/checks/{check}/decide", **said).status_code == 302
    with desk.store.reading() as connection:
        (act,) = decisions.of_check(connection, check)
    assert (act["decision"], act["reason"], act["who"]) == (decision, reason, "sri")
    assert (act["verdict"], act["line"]) == ("re-photo", "ektp")
    assert "sri" in sri.get(f"/checks/{check}").text.partition("Keputusan petugas")[2]


def test_only_who_decides_decides_a_check_and_only_one_that_is_there(desk, check):
    qa, sri = desk.person("qory", Role.QA), desk.person("sri")
    assert 'name="again"' not in qa.get(f"/checks/{check}").text
    assert qa.post(f"/checks/{check}/decide", decision="accept").status_code == 403
    assert sri.post("/checks/none/decide", decision="accept").status_code == 404
    assert sri.post(f"/checks/{check}/decide", again="boredom").status_code == 400
