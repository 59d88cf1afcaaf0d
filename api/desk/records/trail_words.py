"""The audit trail's details in the page's language."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from api.desk.applications.words import STAGE_WORDS
from api.desk.pages import words
from api.desk.pages.language import Words, in_language

FIELD_WORDS: Mapping[str, Words] = {
    "as": ("sebagai", "as"),
    "before": ("sebelumnya", "before"),
    "change": ("perubahan", "change"),
    "format": ("bentuk", "format"),
    "from": ("dari", "from"),
    "to": ("menjadi", "to"),
    "calibration": ("kalibrasi", "calibration"),
    "list": ("daftar", "list"),
    "name": ("nama", "name"),
    "officer": ("petugas", "officer"),
    "number": ("nomor", "number"),
    "numbers": ("nomor", "numbers"),
    "of": ("isi", "content"),
    "pile": ("keadaan", "state"),
    "reason": ("alasan", "reason"),
    "role": ("peran", "role"),
    "scopes": ("cakupan", "scopes"),
    "text": ("dengan kata yang dicari", "with words searched for"),
    "type": ("dokumen", "document"),
    "why": ("sebab", "why"),
}

VALUE_WORDS: Mapping[str, Mapping[Any, Words]] = {
    "as": {
        "oidc": ("akun kantor", "the office's account"),
        "document": ("dokumen", "document"),
        "picture": ("foto", "photo"),
        "overlay": ("foto bertanda", "marked photo"),
        "number": ("nomor", "number"),
    },
    "before": words.VERDICT_WORDS,
    "change": {
        "role": ("peran", "role"),
        "password": ("kata sandi", "password"),
        "close": ("ditutup", "closed"),
        "reopen": ("dibuka lagi", "reopened"),
    },
    "format": {"decisions": ("keputusan", "decisions")},
    "from": STAGE_WORDS,
    "to": STAGE_WORDS,
    "list": {
        "document": ("halaman satu dokumen", "pages of a document"),
        "messages": ("pesan", "messages"),
        "reference": ("foto dari satu acuan", "photos of one reference"),
        "photos": ("foto", "photos"),
        "re-photos": ("foto ulang yang yakin", "sure re-photos"),
        "left": ("tidak ikut diterima sekaligus", "not accepted at once"),
    },
    "number": {"masked": ("tersamar", "masked"), "shown": ("tampak", "shown")},
    "numbers": {"full": ("lengkap", "full")},
    "of": {
        "citizen": ("data seorang warga", "a citizen's data"),
        "figures": ("angka", "figures"),
        "suite": ("suite kantor", "the office's suite"),
    },
    "pile": words.STATUS_WORDS,
    "reason": words.REASON_WORDS,
    "role": words.ROLE_WORDS,
    "type": words.TYPE_WORDS,
    "why": words.REOPENING_WORDS,
}

COUNTS: Mapping[str, Callable[[Any], str]] = {
    "photos": lambda value: in_language(f"{value} foto", f"{value} photos"),
    "rows": lambda value: in_language(f"{value} baris", f"{value} rows"),
    "full_numbers": lambda ids: in_language(
        f"{len(ids)} nomor lengkap", f"{len(ids)} full numbers"
    ),
}
"""How many left; `full_numbers` are the ids of the photos whose full numbers left."""


def detail_texts(detail: Mapping[str, Any] | None) -> Iterator[str]:
    """Yield what is known of an entry, a text a field; empty fields are left out."""
    for name, value in (detail or {}).items():
        if not value:
            continue
        if name in COUNTS:
            yield COUNTS[name](value)
            continue
        field = in_language(*FIELD_WORDS.get(name, (name, name)))
        known = VALUE_WORDS.get(name, {}).get(value)
        yield field if value is True else f"{field}: {in_language(*known) if known else value}"
