"""Harnesses of numbers and lines of print, as readers and people write them."""

import re
from datetime import date

from precheck.document.evidence import KIND_LOG_ODDS
from precheck.document.qr import OFFICIAL_HOST, QrTarget, target_of
from precheck.document.titles import match_line, title_of
from precheck.number.candidates import find_candidate, normalise
from precheck.number_formats.akta import MAX_AKTA_LENGTH
from precheck.number_formats.digits import find_sixteen
from precheck.number_formats.explain import explain
from precheck.number_formats.faults import place_in
from precheck.number_formats.formats import NUMBER_FORMATS
from precheck.number_formats.parts import InvalidNumber
from precheck.ocr.line_reader import CHARSET, Character
from precheck.options import TYPES
from tests.fuzz.guided.harness import Harness, text_of, utf8

TODAY = date(2026, 11, 24)
FORMS = {
    "registry": re.compile(r"[0-9]{16}"),
    "siak": re.compile(r"[0-9]{4}-[A-Z]{2}-[0-9]{8}-[0-9]{4,6}"),
    "office": re.compile(r"[0-9A-Z./-]+/[0-9]{4}"),
}
"""The documented forms of a number, by the form that its parts name."""
NUMBERS = (
    *("3514120506199001", "3514 1205 0619 9001", "3514-124506-80.9001", "3514127112809001"),
    *("3514-LU-12052019-9001", "3514 . km . 12052019 . 9001", "3514LT12052019009001"),
    *("9001/IST/2008", "567 / A.K1 / ist / 2004", "474.1/123/UNIT/2001", "AL. 705.0123456"),
)
LINES = (
    *("KARTU KELUARGA", "No. 3514120506199001", "NIK : 3514 1245 0680 9001", "Berdasarkan Akta"),
    *(
        "KUTIPAN AKTA KELAHIRAN",
        "PROVINSI JAWA TIMUR",
        "Nomor 9001/1ST/2O08 tanggal",
        "SURAT NIKAH",
    ),
    *("Kelahiran Nomor 3514-LU-12052019-9001", "No 35l4l2O5O6l99OOl", "Nama Lengkap"),
)


def number(data: bytes) -> None:
    """A well-formed number has a documented form and is read the same again."""
    text = text_of(data)
    for kind, format_ in NUMBER_FORMATS.items():
        compact = format_.compact(text)
        assert format_.compact(compact) == compact
        assert len(format_.mask(text)) == len(compact)
        try:
            parts = format_.parse(text, TODAY)
        except InvalidNumber as error:
            if error.where is not None:
                start, end = place_in(text, error.where)
                assert 0 <= start <= end <= len(text)
            continue
        assert FORMS[parts.form].fullmatch(parts.number), (kind, parts.form)
        assert len(parts.number) <= MAX_AKTA_LENGTH
        assert format_.parse(parts.number, TODAY) == parts
    assert explain(text, TODAY)


def reading(data: bytes) -> None:
    """A reading is normalised once for all; a candidate is a part of its line."""
    text = "".join(char for char in text_of(data) if char in CHARSET)
    signs = [Character(char, 0.9, 10.0 * at) for at, char in enumerate(text)]
    solid = "".join(text.split())
    span = find_sixteen(text)
    assert span is None or re.fullmatch("[0-9]{16}", solid[slice(*span)])
    for kind in NUMBER_FORMATS:
        once, changed = normalise(kind, text)
        assert 0 <= changed <= len(text)
        assert normalise(kind, once)[0] == once
        candidate = find_candidate(kind, signs)
        if candidate is not None:
            assert candidate.before + candidate.text in solid
            assert "".join(sign.char for sign in candidate.signs) == candidate.text
            assert all(0 < gap < len(candidate.text) for gap in candidate.gaps)


def line(data: bytes) -> None:
    """A line of print names known types alone."""
    text = text_of(data)
    title, match = title_of(text), match_line(text)
    assert title is None or title in TYPES
    if match is not None:
        assert match.kind == "foreign" or match.kind in KIND_LOG_ODDS
        assert set(match.types) <= set(TYPES)


def qr(data: bytes) -> None:
    """Only https addresses of exactly the registry's host are official."""
    text = text_of(data)
    if target_of(text) is QrTarget.OFFICIAL:
        seen = re.sub(r"^[\x00-\x20]+|[\t\r\n]", "", text)  # as browsers take an address
        assert re.match(rf"https://{re.escape(OFFICIAL_HOST)}([/?#]|\s*$)", seen, re.IGNORECASE)


HARNESSES = {
    "number": Harness(check=number, seeds=utf8(*NUMBERS), max_bytes=120),
    "reading": Harness(check=reading, seeds=utf8(*NUMBERS, *LINES), max_bytes=120),
    "line": Harness(check=line, seeds=utf8(*LINES), max_bytes=120),
    "qr": Harness(
        check=qr,
        seeds=utf8(f"https://{OFFICIAL_HOST}/Pindai?k=a", f"https://a@{OFFICIAL_HOST}:443", "x"),
        max_bytes=200,
    ),
}
