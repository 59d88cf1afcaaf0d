"""CONTRIBUTING's recipe for a new type: one file in `models/documents/`, and nothing else."""

import json
import subprocess
import sys

import pytest

from tests.setup.conftest import ROOT, copy_in

CARD = ROOT / "tests" / "fixtures" / "photos" / "00032.jpg"
"""A drawn Kartu Identitas Anak, which is `other` to precheck."""
CLI = "from precheck.cli import main; main()"
NIK = "3513167105169880"
KIA = """
type = "kia"
listed = 5
capitals_mm = 1.4
number = "nik"

[forms.card]
sizes_mm = [[85.6, 54]]

[recognised]
at_least = 0.6
unit = "probability"
source = "start value"

[accept]
at_least = 0.5
unit = "probability"
source = "equal costs"

[zones]
number = [30, 21, 62, 31]
name = [30, 30, 70, 37]

[names]
document = { id = "Kartu Identitas Anak", en = "Child Identity Card" }
short = { id = "KIA", en = "KIA" }
officer = { id = "KIA" }

[printed]
titles = [{ words = "KARTU IDENTITAS ANAK" }]
common_captions = ["Nama Kepala Keluarga"]
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """Return a copy of the packages, to which the file of a new type is added."""
    folder = tmp_path_factory.mktemp("packages")
    for name in ("precheck", "models", "api"):
        copy_in(name, folder)
    (folder / "models" / "documents" / "kia.toml").write_text(KIA, encoding="utf-8")
    return folder


def run(folder, *arguments):
    command = [sys.executable, "-c", CLI, *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def python(folder, program):
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def checked(folder, *options):
    done = run(folder, "check", *options, CARD, "--format", "jsonl")
    assert not done.stderr
    return json.loads(done.stdout)


def test_it_is_recognised_by_its_title_and_its_number_is_read(packages):
    assert checked(ROOT)["document"]["type"] == "other"
    answer = checked(packages)
    assert answer["document"]["type"] == "kia"
    assert answer["document"]["confidence"] > 0.9
    assert (answer["number"]["kind"], answer["number"]["value"]) == ("nik", NIK)
    assert answer["verdict"] == "accept"
    assert "Kartu Identitas Anak" in answer["message"]


def test_it_can_be_asked_for(packages):
    assert checked(packages, "--type", "kia")["verdict"] == "accept"
    answer = checked(packages, "--type", "ktp")
    assert answer["reasons"][0]["code"] == "wrong_document"
    assert "Kartu Identitas Anak, bukan KTP" in answer["message"]


def test_every_list_of_types_has_it_at_its_place(packages):
    types = python(
        packages,
        "import json; from api.http.options import CheckOptions as O;"
        "print(json.dumps(str(O.model_json_schema())))",
    )
    assert types.index("'ktp'") < types.index("'kia'") < types.index("'other'")


def test_officers_and_conversations_have_a_name_for_it(packages):
    names = python(
        packages,
        "import json; from precheck.answer.words import code_words;"
        "from api.submissions.texts import load;"
        "print(json.dumps([code_words('id')['types']['kia'], code_words('en')['types']['kia'],"
        "*(texts.documents['kia'] for texts in load(None).values())]))",
    )
    child = "Kartu Identitas Anak"
    assert names == ["KIA", "Child Identity Card", "Child Identity Card", child, child, child]


def test_its_title_is_not_that_of_another_paper_any_more(packages):
    program = (
        "import json; from precheck.document.phrases import printed_phrases;"
        "print(json.dumps(printed_phrases().foreign_titles))"
    )
    before, after = (set(python(folder, program)) for folder in (ROOT, packages))
    assert before - after == {"KARTUIDENTITASANAK"}


def test_a_faulty_file_is_named_without_a_traceback(packages):
    file = packages / "models" / "documents" / "kia.toml"
    file.write_text(KIA.replace("words", "wrods"), encoding="utf-8")
    try:
        done = run(packages, "check", CARD)
    finally:
        file.write_text(KIA, encoding="utf-8")
    assert done.returncode == 2
    assert f"{file}: printed.titles.0.words: Field required." in done.stderr
    assert "Traceback" not in done.stderr
