"""The keys by which an officer decides what they see."""

import pytest

from tests.api.desk.night.choices import ASKED, DECIDES, Card, Logged, choose, corrections
from tests.api.desk.night.folder import Truth

NUMBER = "3514010101209001"
KEYS = {"blur": "4", "dark": "5"}


def card(**more):
    fields = {"id": "1", "file": "000.jpg", "kind": "kk", "number": NUMBER, "doubtful": False}
    return Card(**{**fields, "selected": None, "reason": None, "reasons": KEYS, **more})


def seen(*, readable=True, reasons=(), number=NUMBER):
    return Truth(readable=readable, reasons=reasons, number=number, fine=readable)


@pytest.mark.parametrize(
    ("shown", "truth", "decision", "keys"),
    [
        (card(), seen(), Logged("accept"), [("a", DECIDES)]),
        (
            card(doubtful=True, selected=3),
            seen(),
            Logged("accept", number="confirmed"),
            [("Enter", DECIDES)],
        ),
        (
            card(doubtful=True, selected=3),
            seen(number=None),
            Logged("accept"),
            [("a", ASKED), ("a", DECIDES)],
        ),
        (
            card(reason="glare"),
            seen(readable=False),
            Logged("re-photo", "glare"),
            [("r", DECIDES)],
        ),
        (
            card(),
            seen(readable=False, reasons=("glare", "dark")),
            Logged("re-photo", "dark"),
            [("5", DECIDES)],
        ),
        (
            card(doubtful=True, selected=3),
            seen(readable=False),
            Logged("re-photo", "blur"),
            [("r", ASKED), ("4", DECIDES)],
        ),
    ],
)
def test_a_card_is_decided_by_what_is_seen(shown, truth, decision, keys):
    assert choose(shown, truth) == (decision, keys)


@pytest.mark.parametrize(
    ("shown", "right", "selected", "keys"),
    [
        ("1234", "1934", 1, ["9"]),
        ("1234", "1239", 1, ["ArrowRight", "ArrowRight", "Delete", "9"]),
        ("1234", "9234", 2, ["ArrowLeft", "ArrowLeft", "ArrowLeft", "Delete", "9"]),
        ("1234", "1994", 1, ["9", "Delete", "9"]),
        ("123", "1234", 1, ["Control+a", *"1234"]),
        ("1234", "1934", None, ["e", "Control+a", *"1934"]),
    ],
)
def test_digits_are_corrected_from_the_one_selected(shown, right, selected, keys):
    assert corrections(shown, right, selected) == keys
    assert typed(keys, shown, selected) == right


def typed(keys, text, selected):
    """Return what a field holds after these keys."""
    begin, end = (0, 0) if selected is None else (selected, selected + 1)
    for key in keys:
        if key == "Control+a":
            begin, end = 0, len(text)
        elif key == "ArrowRight":
            begin = end = end + (begin == end)
        elif key == "ArrowLeft":
            begin = end = begin - (begin == end)
        elif key == "Delete":
            text = text[:begin] + text[max(end, begin + 1) :]
            end = begin
        elif key != "e":
            text = text[:begin] + key + text[end:]
            begin = end = begin + 1
    return text
