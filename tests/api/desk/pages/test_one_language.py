"""Every text of every page comes in the page's language.

The pages are shown with each translated text blotted out: whatever words are left then are written
in one language alone.
"""

import re
import time
from pathlib import Path

import pytest

import api
from api.desk.pages import error_words, measure_words
from api.desk.pages.language import in_language
from api.store import audit_trail, checks
from api.store.accounts import Role
from api.store.checks import CheckCall
from precheck.answer import formats
from precheck.capture import Side
from precheck.office.limit import Outcome
from precheck.options import Options
from precheck.suite.check_shots import load_office
from tests.api.desk.batches_made import filled
from tests.api.desk.pages.blots import PAIRS, blotted, words_of
from tests.api.desk.people import PASSWORD
from tests.api.served import SERVED
from tests.api.store.filled import json_answer
from tests.api.submissions.seen import begin, send

ENGLISH = {"the", "of", "is", "are", "this", "that", "and", "or", "not", "for", "was", "has"}
INDONESIAN = {"yang", "dan", "tidak", "ini", "itu", "untuk", "dari", "belum", "sudah", "atau"}
REDIRECTS = range(300, 400)


@pytest.fixture
def blots(monkeypatch):
    PAIRS.clear()
    monkeypatch.setattr(in_language, "__code__", blotted.__code__)


@pytest.fixture
def ids(desk):
    """A batch, its photos in several states, and a check."""
    sent_back = {"verdict": "re-photo", "state": "unread"}
    measured = {"glare": {"value": 0.1, "at_least": None, "at_most": 0.02}}
    measured["glare"] |= {"outcome": "too_high", "unit": "share of must-read words"}
    batch, photos = filled(
        desk,
        json_answer(0.6, state="doubtful"),
        json_answer(0.4, **sent_back) | {"notes": [{"code": "screen"}]},
        json_answer(0.95),
    )
    answer = json_answer(0.4, **sent_back) | {"id": "01JD0000000000000000000009"}
    answer |= {"measures": measured, "reasons": [{"code": "glare", "side": "top", "share": 0.4}]}
    asked = CheckCall.of(desk.store.vault, "bot", Options(), b"photo")
    with desk.store.writing() as connection:
        check = checks.insert(connection, checks.answer_row(asked, answer, time.time()))
        details = {"format": "csv", "pile": "waiting", "type": "kk", "reason": "glare"}
        details |= {"text": True, "photos": 2, "full_numbers": photos, "of": "figures"}
        audit_trail.add(connection, "bot", "export", batch, details)
        for name in ("messages", "photos", "re-photos", "left"):
            audit_trail.add(connection, "bot", "view_list", batch, {"list": name, "photos": 2})
        for change in ("role", "password", "close", "reopen"):
            changed = {"name": "bot", "role": "qa", "change": change}
            audit_trail.add(connection, "bot", "change_account", "x", changed)
    return [batch, check, *photos, applied(desk)]


def applied(desk):
    """An application that was returned, with a note and an entry of each act."""
    client = desk.app.test_client()
    id_ = begin(client, "nik", "aktivasi").id
    send(client, id_, b"a photo")
    officer = desk.person("jo", Role.SUPERVISOR)
    officer.post(f"/applications/{id_}/move", seen="incomplete", to="in_work")
    officer.post(f"/applications/{id_}/assign", officer="")
    officer.post(f"/applications/{id_}/note", note="1")
    officer.post(f"/applications/{id_}/move", seen="in_work", to="returned", word="1", slot="kk")
    return id_


def addresses(app, ids):
    """Yield every address of the desk that shows a page, all of one thing for each id."""
    for rule in app.url_map.iter_rules():
        path = str(rule).removeprefix("/desk")
        if not rule.endpoint.startswith("desk.") or "GET" not in rule.methods:
            continue
        if rule.arguments == {"id_"}:
            yield from (path.replace("<id_>", id_) for id_ in ids)
        elif not rule.arguments:
            yield path


def walked(desk, ids):
    """Yield what is shown to everybody everywhere, and what is said of mistakes."""
    for role in Role:
        visitor = desk.person(str(role), role)
        for path in [*addresses(desk.app, ids), "/photos?q=nothing", "/trail?who=nobody"]:
            yield path, visitor.get(path)
        yield "wrong password", visitor.post("/password", old="x", new="y", again="y")
        yield "short password", visitor.post("/password", old=PASSWORD, new="y", again="y")
        yield "old request", visitor.client.post("/desk/sign-out")
        if role is Role.ADMIN:
            yield "no such account", visitor.post("/accounts", name="a b", role="qa")
            yield "first password", visitor.post("/accounts", name="rio", role="qa")
    yield "nobody", desk.guest().post("/sign-in", name="x", password="y")


@pytest.mark.usefixtures("blots")
def test_no_word_is_in_one_language_alone(desk, ids):
    seen, left = set(), {}
    for name, page in walked(desk, ids):
        if page.mimetype == "text/html" and page.status_code not in REDIRECTS:
            seen.add(name)
            if words := words_of(page.text):
                left[name] = words
    assert not left
    assert len(seen) > 25
    assert not [pair for pair in PAIRS if split(pair[0]) & ENGLISH]
    assert not [pair for pair in PAIRS if split(pair[1]) & INDONESIAN]


def split(text):
    return set(re.findall(r"\w+", text.lower()))


def test_every_error_has_words():
    assert {error.code for error in SERVED} <= set(error_words.ERROR_TITLES)
    assert set(error_words.ERROR_ADVICE) <= set(error_words.ERROR_TITLES)


def test_every_measure_has_words():
    units = {limit.unit for limit in load_office(None).settings.limits.values()}
    assert units <= set(measure_words.UNIT_WORDS)
    assert set(measure_words.OUTCOME_WORDS) == set(Outcome)
    assert set(measure_words.SIDE_WORDS) == set(Side)


SCRIPTS = sorted((Path(api.__file__).parent / "static/desk").rglob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_say_nothing_in_two_languages_at_once(script):
    written = re.sub(r"\$\{[^}]*\}", "", script.read_text())
    assert not re.findall(r"[\"`][^\"`\n]*[a-z][.…]? / [A-Z]?[a-z][^\"`\n]*[\"`]", written)


@pytest.mark.parametrize(
    ("function", "value", "text"),
    [
        (formats.percent, 0.4774, "47,7 %"),
        (formats.percent, None, "–"),
        (formats.decimal, 0.05291, "0,05291"),
        (formats.decimal, None, "–"),
        (formats.clock, None, ""),
        (formats.sent_clock, "2023-12-05T21:41:00", "05-12-2023 21.41"),
        (formats.sent_clock, "yesterday", "yesterday"),
        (formats.sent_clock, None, ""),
    ],
)
def test_numbers_and_dates_have_one_form(function, value, text):
    assert function(value) == text
