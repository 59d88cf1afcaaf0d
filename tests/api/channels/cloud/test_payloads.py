"""Replies as the Cloud API takes them."""

import pytest

from api.channels.channel import Outgoing
from api.channels.cloud.payloads import message
from api.channels.configuration import Number, Template
from api.channels.messages import Reply

CHOICES = tuple((f"c{n}", f"Pilihan nomor {n} yang panjang sekali") for n in range(10))


@pytest.mark.parametrize(
    ("to", "field"),
    [
        ("6281200009001", "to"),
        ("ID.13491208655302741918", "recipient"),
        ("ID.ENT.11815799212886844830", "recipient"),
    ],
)
def test_whom_a_message_is_for(to, field):
    number, reply = Number(id="1"), Reply(text="Halo")
    given = {"number": number, "reply": reply, "as_template": False, "tried_at": 0.0}
    body = message(Outgoing(id="01R", to=to, **given), None)
    assert {name: body[name] for name in ("to", "recipient") if name in body} == {field: to}


def test_a_quotation():
    given = {"reply": Reply(text="Ini apa?", quotes="wamid.1"), "tried_at": 0.0, "to": "628"}
    number = Number(id="1", template=Template(name="kabar"))
    quoting = Outgoing(id="01R", number=number, as_template=False, **given)
    late = Outgoing(id="01R", number=number, as_template=True, **given)
    assert message(quoting, None)["context"] == {"message_id": "wamid.1"}
    assert "context" not in message(late, None)


def made(reply, *, picture_id=None, as_template=False, lang="id"):
    number = Number(id="1", lang=lang, template=Template(name="kabar"))
    given = {"to": "628", "reply": reply, "as_template": as_template, "tried_at": 0.0}
    body = message(Outgoing(id="01R", number=number, **given), picture_id)
    assert (body["messaging_product"], body["to"]) == ("whatsapp", "628")
    assert body["biz_opaque_callback_data"] == "01R"
    return body["type"], body[body["type"]]


def test_a_text():
    assert made(Reply(text="Halo")) == ("text", {"body": "Halo", "preview_url": False})


def test_a_picture():
    assert made(Reply(text="Lihat", picture=b"x"), picture_id="7") == (
        "image",
        {"id": "7", "caption": "Lihat"},
    )


def test_three_choices_are_buttons():
    buttons = tuple((f"c{n}", f"Pilihan nomor {n}") for n in range(3))
    type_, content = made(Reply(text="Pilih", buttons=buttons), picture_id="7")
    assert (type_, content["type"], content["body"]) == ("interactive", "button", {"text": "Pilih"})
    assert content["header"] == {"type": "image", "image": {"id": "7"}}
    titles = [one["reply"]["title"] for one in content["action"]["buttons"]]
    assert titles[0] == "Pilihan nomor 0"
    assert [one["reply"]["id"] for one in content["action"]["buttons"]] == ["c0", "c1", "c2"]


def test_titles_that_are_too_long_for_buttons_stand_whole_in_a_list():
    _, content = made(Reply(text="Pilih", buttons=(("c0", "Pilihan nomor 0"), CHOICES[1])))
    assert content["type"] == "list"
    assert content["action"]["sections"][0]["rows"] == [
        {"id": "c0", "title": "Pilihan nomor 0"},
        {
            "id": "c1",
            "title": "Pilihan nomor 1 yang pa…",
            "description": "Pilihan nomor 1 yang panjang sekali",
        },
    ]


@pytest.mark.parametrize(("lang", "label"), [("id", "Pilih"), ("en", "Choose")])
def test_more_choices_are_a_list(lang, label):
    _, content = made(Reply(text="Pilih", buttons=CHOICES), lang=lang)
    assert (content["type"], content["action"]["button"]) == ("list", label)
    rows = content["action"]["sections"][0]["rows"]
    assert [row["id"] for row in rows] == [id_ for id_, _ in CHOICES]
    assert max(len(row["title"]) for row in rows) == 24


def test_after_the_window_a_template_has_the_text_in_one_line():
    type_, content = made(Reply(text="Foto\n  terbaca.\tTerima kasih"), as_template=True)
    assert (type_, content["name"], content["language"]) == ("template", "kabar", {"code": "id"})
    (parameter,) = content["components"][0]["parameters"]
    assert parameter["text"] == "Foto terbaca. Terima kasih"


@pytest.mark.parametrize("given", [{"text": ""}, {"text": "x", "buttons": (("a", "A"),) * 11}])
def test_impossible_replies(given):
    with pytest.raises(ValueError, match="at most 10"):
        Reply(**given)
