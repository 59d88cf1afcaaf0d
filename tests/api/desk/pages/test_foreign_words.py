"""Words of strangers are text on every page: captions, names of profiles and files, references."""

import time

import pytest
from markupsafe import escape

from api.channels.cloud import parsing
from api.store import checks
from api.store.accounts import Role
from api.store.checks import CheckCall
from precheck.options import Options
from tests.api.desk.re_photos.made import night, sent_back
from tests.api.store.filled import batch, done, json_answer
from tests.servers import graph

SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "{{ 7 * 7 }}",
    "javascript:alert(1)",
    "</title><svg/onload=alert(1)>",
)
PAGES = (
    "/",
    "/home",
    "/queue",
    "/photos",
    "/photos?view=grid",
    "/re-photos",
    "/messages",
    "/checks",
)
RAW = ("<script>alert", "<img src=x", "<svg/onload", 'href="javascript:', "'-alert(1)-'")


def delivery(caption, name):
    image = graph.image("1", "77")
    image["image"]["caption"] = caption
    content = graph.messages(image)
    contact = {"profile": {"name": name}, "wa_id": graph.CITIZEN}
    content["entry"][0]["changes"][0]["value"]["contacts"] = [contact]
    return parsing.delivery(content)


@pytest.mark.parametrize("words", SCRIPTS)
def test_the_name_of_a_profile_is_not_taken(words):
    (one,) = delivery("KK", words).messages
    assert words not in repr(one)


@pytest.mark.parametrize("words", SCRIPTS)
def test_no_page_runs_what_a_stranger_wrote(desk, words):
    """A caption is a reference or a file's name where it is kept at all."""
    supervisor = desk.person("sri", Role.SUPERVISOR)
    here = batch(desk.store, owner="desk", name=words, line=words)
    one = done(desk.store, here, json_answer(0.5), file=f"{words}.png", reference=words)
    night(desk, (words, sent_back("blur")))
    call = CheckCall.of(desk.store.vault, "bot", Options(line=words, reference=words), b"photo")
    with desk.store.writing() as connection:
        checks.insert(connection, checks.answer_row(call, json_answer(0.5), time.time()))
    pages = (*PAGES, f"/batches/{here['id']}", f"/photos/{one}", f"/photos?q={words}", "/figures")
    for path in pages:
        answer = supervisor.get(path, follow_redirects=True)
        assert (answer.status_code, [raw for raw in RAW if raw in answer.text]) == (200, []), path
    card = supervisor.get(f"/photos/{one}").text
    assert str(escape(words)) in card  # as text, and no template's expression is computed


@pytest.mark.parametrize("words", SCRIPTS)
def test_a_caption_makes_no_reply_of_its_words(desk, words):
    """`/demo` shows replies; what a citizen wrote comes back in none of them as a page."""
    client = desk.app.test_client()
    client.get("/demo")
    answer = client.post("/demo/messages", data={"text": words}, headers={"X-Demo": "1"})
    assert answer.mimetype == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    page = client.get(f"/demo?line={words}").text
    assert not [raw for raw in RAW if raw in page]
