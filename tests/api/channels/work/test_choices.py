"""A typed number is the choice that was offered."""

from dataclasses import replace

import pytest

from api.channels.messages import Incoming, Kind, Reply
from api.channels.work.choices import note_offered, with_choice

TEXT = Incoming(
    channel="waha", number_id="1", message_id="1", sender="6", sent_at=0.0, kind=Kind.TEXT
)
OFFERED = Reply(text="Pilih", buttons=(("kk", "KK"), ("ktp", "KTP")))


def offered(*replies):
    state = {}
    note_offered(state, replies)
    return state


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        *(("1", "kk"), ("2", "ktp"), (" 2. ", "ktp"), ("02", "ktp")),
        *((one, "ktp") for one in ("2 pak", "No. 2", "yg no.2 aja bu 🙏", "(2)", "2\ufe0f\u20e3")),
        *((one, None) for one in ("1 2", "2 anak", "1.2", "KTP 2", "pak", "2 Desember")),
        *((one, None) for one in ("0", "3", "12", "2x", "dua", "", None, "²", "9" * 9999)),
    ],
)
def test_numbers(text, choice):
    result = with_choice(replace(TEXT, text=text), offered(OFFERED))
    if choice is None:
        assert (result.kind, result.text) == (Kind.TEXT, text)
    else:
        assert (result.kind, result.text) == (Kind.CHOICE, choice)


def test_without_a_reply_the_last_choices_stand():
    state = offered(OFFERED)
    note_offered(state, [])
    assert with_choice(replace(TEXT, text="2"), state).text == "ktp"
    note_offered(state, [Reply(text="Terima kasih")])
    assert with_choice(replace(TEXT, text="2"), state).text == "2"


def test_captions_choose_nothing():
    picture = replace(TEXT, kind=Kind.IMAGE, text="1")
    assert with_choice(picture, offered(OFFERED)) == picture


def test_only_the_last_offer_holds():
    state = offered(OFFERED)
    assert with_choice(replace(TEXT, text="1"), {}) == replace(TEXT, text="1")
    note_offered(state, [Reply(text="Terima kasih")])
    assert state == {}
