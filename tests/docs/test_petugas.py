"""What docs/petugas.md says of keys, words, spans and pages is so, and its pictures are there."""

import re
from pathlib import Path

import pytest

from api.desk.accounts import passwords
from api.desk.pages import words
from api.settings import Settings
from api.store import sign_ins
from api.store.decisions.callbacks import SETTLE_SECONDS
from api.store.photos import claims
from precheck.answer.words import WORDS_FILE

DOCS = Path(__file__).resolve().parents[2] / "docs"
TEXT = (DOCS / "petugas.md").read_text()
FLAT = " ".join(TEXT.split())
API = DOCS.parent / "api"
SHOWN = "\n".join(
    file.read_text()
    for folder in ("templates/desk", "static/desk", "desk")
    for file in sorted((API / folder).rglob("*"))
    if file.suffix in {".html", ".js", ".py"}
)
SHOWN += WORDS_FILE.read_text()


def test_its_pictures_are_there_and_small():
    told = {DOCS / path for path in re.findall(r"\]\((desk/[a-z]+\.jpg)\)", TEXT)}
    assert told == set((DOCS / "desk").iterdir())
    assert all(path.stat().st_size < 200_000 for path in told)


def test_its_keys_are_those_of_the_page():
    templates = API / "templates" / "desk"
    files = [*(templates / "photos").glob("*.html"), templates / "pages" / "macros.html"]
    card = "\n".join(file.read_text() for file in files)
    found = re.findall(r'data-key="([\w?]+)"|tool\("\w+", "(\w)"', card)
    keys = {(key or tool).upper() for key, tool in found} | {"ESC"}
    queue = TEXT.partition("\n## Antrean")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| \*\*(.+?)\*\* \|", queue, re.MULTILINE)
    told = {row.rpartition("+ ")[2].upper() for row in rows if "…" not in row}
    assert told == keys


@pytest.mark.parametrize(
    "said",
    [
        f"Setelah {Settings().idle_minutes} menit tanpa kegiatan",
        f"diurungkan selama {Settings().undo_minutes} menit",
        f"tidak diputuskan dalam {Settings().undecided_hours} jam",
        f"lalu {Settings().application_days} hari kerja lagi",
        f"tidak disentuh siapa pun selama {Settings().untouched_days} hari kerja",
        f"kembali dalam {SETTLE_SECONDS} detik",
        f"terkunci {sign_ins.LOCK_SECONDS // 60} menit",
        f"bebas lagi setelah {claims.CLAIM_SECONDS // 60} menit",
        f"Paling sedikit {passwords.MIN_LENGTH} karakter",
    ],
)
def test_its_spans_are_the_defaults(said):
    assert said in FLAT


def test_what_it_quotes_is_on_the_pages():
    quoted = re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", FLAT)
    assert len(quoted) > 10
    for quote in quoted:
        for part in quote.split(" … "):
            assert part.rstrip("…. ") in SHOWN, quote


def test_every_page_of_the_bar_is_told_of():
    for _, _, name, _ in words.NAVIGATION:
        assert f"**{name}**" in TEXT or f"## {name}" in TEXT, name
