"""Chat exports of every phone and language yield who sent each file."""

import pytest

from precheck.bulk.sources.whatsapp import ChatSender, chat_senders, is_chat_text, is_sticker

ANDROID, IOS = "IMG-20231205-WA0001.jpg", "00000012-PHOTO-2023-12-05-21-41-07.jpg"
LRM, NARROW = "\u200e", "\u202f"


@pytest.mark.parametrize(
    ("name", "expected"),
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
def test_a_chat_text_is_known_by_its_name(name, expected):
    assert is_chat_text(name) is expected


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
    "old iOS": f"[05/12/23, 21.41.00] Budi: {IOS} <terlampir>",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_every_phone_and_language(line):
    text = f"05/12/23 21.40 - Pesan dienkripsi.\n{line}\nKK saya\n"
    file = ANDROID if ANDROID in line else IOS
    assert chat_senders(text) == {file: ChatSender("Budi", "2023-12-05T21:41:00")}


@pytest.mark.parametrize(
    ("hour", "time"),
    [("12:05 AM", "00:05"), ("12:05 PM", "12:05"), ("1:05 PM", "13:05"), ("11:59 pm", "23:59")],
)
def test_twelve_hours(hour, time):
    files = chat_senders(f"12/25/23, {hour} - Budi: a.jpg (file attached)")
    assert files["a.jpg"].at == f"2023-12-25T{time}:00"


ORDERS = {
    "a day above 12 decides, first": ("25/12/23, 21:41", "01/12/23, 21:41", "2023-12-01"),
    "a day above 12 decides, second": ("12/25/23, 9:41 PM", "12/01/23, 9:41 PM", "2023-12-01"),
    "the clock, if nothing else does": ("1/2/23, 9:41 PM", "12/01/23, 9:41 PM", "2023-12-01"),
    "else the day is first": ("01/02/23, 21:41", "01/12/23, 21:41", "2023-12-01"),
}


@pytest.mark.parametrize(("other", "line", "day"), ORDERS.values(), ids=ORDERS)
def test_day_or_month_first(other, line, day):
    files = chat_senders(
        f"{other} - Ani: x.pdf (file attached)\n{line} - Budi: y.pdf (file attached)\n"
    )
    assert files["y.pdf"].at.startswith(day)


def test_an_impossible_date_is_none():
    assert chat_senders("31/02/23 21.41 - Budi: a.jpg (file terlampir)")["a.jpg"].at is None
    assert chat_senders("05/12/23 25.41 - Budi: a.jpg (file terlampir)")["a.jpg"].at is None


@pytest.mark.parametrize(
    ("lines", "sender"),
    [
        (["Budi: a.jpg (file terlampir)", "Budi: a.jpg (file terlampir)"], "Budi"),
        ([f"Budi: {LRM}a.jpg (file terlampir)", "Eva: a.jpg (file terlampir)"], "Budi"),
        (["Eva: a.jpg (file terlampir)", f"Budi: {LRM}a.jpg (file terlampir)"], "Budi"),
        (["Budi: a.jpg (file terlampir)", "Eva: a.jpg (file terlampir)"], None),
    ],
    ids=["twice the same", "marked first", "marked last", "not decidable"],
)
def test_a_typed_line_does_not_change_the_sender(lines, sender):
    files = chat_senders("\n".join(f"05/12/23 21.41 - {line}" for line in lines))
    assert (files["a.jpg"].sender if "a.jpg" in files else None) == sender


@pytest.mark.parametrize(
    "text", ["", "\n\n", "no chat", "05/12/23 21.41 - Budi: halo", "]:(", "\0"]
)
def test_text_without_files(text):
    assert chat_senders(text) == {}


def test_only_the_name_of_a_path_counts():
    files = chat_senders("05/12/23 21.41 - Budi: ../../a.jpg (file terlampir)")
    assert set(files) == {"a.jpg"}
