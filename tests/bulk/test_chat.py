"""Who sent which file, as WhatsApp writes it on each phone and in each language."""

import pytest

from precheck.bulk.chat import Sent, is_chat, is_sticker, sent_files

ANDROID, IOS = "IMG-20231205-WA0001.jpg", "00000012-PHOTO-2023-12-05-21-41-07.jpg"
LRM, NARROW = "\u200e", "\u202f"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("_chat.txt", True),
        ("WhatsApp Chat - Budi/_chat.txt", True),
        ("WhatsApp Chat with Budi.txt", True),
        ("Chat WhatsApp dengan Budi.txt", True),
        ("Chat WhatsApp dengan +62 812-0000-9000.txt", True),
        ("my_chat.txt", False),
        ("notes.txt", False),
    ],
)
def test_the_text_is_known_by_its_name(name, told):
    assert is_chat(name) is told


@pytest.mark.parametrize("name", ["STK-20231205-WA0003.webp", "00000013-STICKER-2023.webp"])
def test_stickers(name):
    assert is_sticker(name)
    assert not is_sticker(ANDROID)


LINES = {
    "Android, Indonesian": f"05/12/23 21.41 - Budi: {ANDROID} (file terlampir)",
    "Android, Indonesian, long year": f"05/12/2023 21.41 - Budi: {LRM}{ANDROID} (file terlampir)",
    "Android, British": f"05/12/2023, 21:41 - Budi: {ANDROID} (file attached)",
    "Android, American": f"12/5/23, 9:41{NARROW}PM - Budi: {LRM}{ANDROID} (file attached)",
    "Android, small pm": f"05/12/2023, 9:41 pm - Budi: {ANDROID} (file attached)",
    "Android, ISO": f"2023-12-05, 21:41 - Budi: {ANDROID} (file attached)",
    "Android, Indonesian with word": f"05/12/23 pukul 21.41 - Budi: {ANDROID} (file terlampir)",
    "iOS, Indonesian": f"{LRM}[05/12/23 21.41.00] Budi: {LRM}<terlampir: {IOS}>",
    "iOS, English": f"[05/12/2023, 21:41:00] Budi: {LRM}<attached: {IOS}>",
    "iOS, American": f"[12/5/23, 9:41:00{NARROW}PM] ~{NARROW}Budi: {LRM}<attached: {IOS}>",
    "iOS, dots": f"[05.12.23, 21:41:00] Budi: <attached: {IOS}>",
    "iOS of old": f"[05/12/23, 21.41.00] Budi: {IOS} <terlampir>",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_every_form(line):
    text = f"05/12/23 21.40 - Pesan dienkripsi.\n{line}\nKK saya\n"
    file = ANDROID if ANDROID in line else IOS
    assert sent_files(text) == {file: Sent("Budi", "2023-12-05T21:41:00")}


@pytest.mark.parametrize(
    ("hour", "told"),
    [("12:05 AM", "00:05"), ("12:05 PM", "12:05"), ("1:05 PM", "13:05"), ("11:59 pm", "23:59")],
)
def test_twelve_hours(hour, told):
    files = sent_files(f"12/25/23, {hour} - Budi: a.jpg (file attached)")
    assert files["a.jpg"].at == f"2023-12-25T{told}:00"


ORDERS = {
    "a day beyond 12 decides, first": ("25/12/23, 21:41", "01/12/23, 21:41", "2023-12-01"),
    "a day beyond 12 decides, second": ("12/25/23, 9:41 PM", "12/01/23, 9:41 PM", "2023-12-01"),
    "the clock, where nothing else does": ("1/2/23, 9:41 PM", "12/01/23, 9:41 PM", "2023-12-01"),
    "else the day is first": ("01/02/23, 21:41", "01/12/23, 21:41", "2023-12-01"),
}


@pytest.mark.parametrize(("other", "line", "day"), ORDERS.values(), ids=ORDERS)
def test_day_or_month_first(other, line, day):
    files = sent_files(
        f"{other} - Ani: x.pdf (file attached)\n{line} - Budi: y.pdf (file attached)\n"
    )
    assert files["y.pdf"].at.startswith(day)


def test_an_impossible_date_is_none():
    assert sent_files("31/02/23 21.41 - Budi: a.jpg (file terlampir)")["a.jpg"].at is None
    assert sent_files("05/12/23 25.41 - Budi: a.jpg (file terlampir)")["a.jpg"].at is None


@pytest.mark.parametrize(
    ("lines", "sender"),
    [
        (["Budi: a.jpg (file terlampir)", "Budi: a.jpg (file terlampir)"], "Budi"),
        ([f"Budi: {LRM}a.jpg (file terlampir)", "Eva: a.jpg (file terlampir)"], "Budi"),
        (["Eva: a.jpg (file terlampir)", f"Budi: {LRM}a.jpg (file terlampir)"], "Budi"),
        (["Budi: a.jpg (file terlampir)", "Eva: a.jpg (file terlampir)"], None),
    ],
    ids=["twice the same", "marked first", "marked last", "nobody knows"],
)
def test_typed_lines_take_no_photo_from_its_sender(lines, sender):
    files = sent_files("\n".join(f"05/12/23 21.41 - {line}" for line in lines))
    assert (files["a.jpg"].sender if "a.jpg" in files else None) == sender


@pytest.mark.parametrize(
    "text", ["", "\n\n", "no chat", "05/12/23 21.41 - Budi: halo", "]:(", "\0"]
)
def test_text_without_files(text):
    assert sent_files(text) == {}


def test_a_path_in_a_line_is_only_a_name():
    files = sent_files("05/12/23 21.41 - Budi: ../../a.jpg (file terlampir)")
    assert set(files) == {"a.jpg"}
