"""The HTML report is one file that needs nothing else."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from precheck.bulk.results.html_report import report_texts, write_html
from precheck.bulk.results.result_file import ResultFile
from precheck.bulk.results.triage import Triage
from precheck.bulk.sources.files import RefusalCode
from precheck.decision.verdict import Code
from precheck.errors import BrokenPicture, LockedPdf, NoSuchPage, NotAPicture, TooLarge
from precheck.number.result import NumberState
from precheck.options import LANGUAGES, TYPES
from tests.bulk.made import error, row

SENT_WRONG = (NotAPicture, BrokenPicture, LockedPdf, TooLarge, NoSuchPage)
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>.jpg'
DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
ROWS = [
    row("a.jpg", p_accept=0.9, reference="Budi", sent_at="2023-12-05T21:41:00", overlay=DOT),
    row("b.jpg", "re-photo", p_accept=0.1),
    row("c.jpg", "doubtful", p_accept=0.55, number=None),
    row(HOSTILE, p_accept=1.0),
    error("d.jpg"),
]


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "r.html"
    with ResultFile(tmp_path / "r.jsonl") as results:
        for one in ROWS:
            results.add(one)
        write_html(path, results, "id")
    return path


def test_it_loads_nothing_and_allows_only_its_own_script(page):
    text = page.read_text()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy.startswith("default-src 'none'; img-src data:; ")
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "http://" not in text
    assert "https://" not in text
    assert " style=" not in text
    assert " onerror=alert" not in text.replace("&#34;&gt;&lt;img src=x onerror=alert", "")


def test_it_has_a_row_a_photo_and_charts(page):
    text = page.read_text()
    assert text.count('<tr><td class="picture">') == len(ROWS)
    assert text.count("<section>") == 4
    assert "Jumlah foto: 5" in text
    assert text.count("<img ") == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_a_text_for_every_code(lang):
    words = report_texts()[lang]
    assert set(words) == set(report_texts()["id"])
    assert set(words["reasons"]) == set(Code)
    assert set(words["piles"]) == set(Triage)
    assert set(words["types"]) == set(TYPES)
    assert set(words["states"]) == set(NumberState)
    assert set(words["errors"]) >= {*RefusalCode, *(kind.code for kind in SENT_WRONG)}


def test_an_empty_run_has_a_report(tmp_path):
    with ResultFile(tmp_path / "r.jsonl") as results:
        write_html(tmp_path / "r.html", results, "en")
    assert "Photos: 0" in (tmp_path / "r.html").read_text()
