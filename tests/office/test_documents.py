"""The files of the document types: a faulty one is reported with file, key and fault."""

import re

import pytest

from precheck.errors import BadPolicy
from precheck.office import documents
from precheck.office.documents import FOLDER, KNOWN_TYPES, TYPES, alike, document_types, read_type


def test_types_are_the_files_of_the_folder_other_papers_last():
    assert set(TYPES) == {path.stem for path in FOLDER.glob("*.toml")}
    assert (*KNOWN_TYPES, "other") == TYPES
    assert tuple(document_types()) == TYPES


def test_types_that_look_alike():
    assert alike("akta_kematian") == ("akta_kelahiran", "akta_kematian")
    assert alike("ktp") == ("ktp",)


def test_phrases_are_kept_as_their_letters():
    assert "RTRW" in document_types()["ktp"].printed.common_captions
    assert document_types()["kk"].printed.titles[0].words == "KARTUKELUARGA"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param('type = "kk"\n', "", "type: Field required", id="no type"),
        pytest.param('type = "kk"', 'type = "kkk"', "type: must be the file's name", id="name"),
        pytest.param("listed = 1", 'listed = "first"', "listed: Input should be", id="no place"),
        pytest.param("[names]", "[nmes]", "names: Field required", id="no names"),
        pytest.param(', en = "Family Card (KK)"', "", "names: .*document has no en", id="language"),
        pytest.param('"Kartu Keluarga"', '"{kk}"', "names.document.id: ", id="placeholder"),
        pytest.param('"Kartu Keluarga"', '""', "names.document.id: ", id="empty name"),
        pytest.param('"KARTU KELUARGA"', '"2018"', "titles.0.words: .*no letter", id="letters"),
        pytest.param("words =", "wrods =", "printed.titles.0.words: Field required", id="key"),
        pytest.param("qr = true", "qr = true\nqrr = 1", "printed.qrr: Extra inputs", id="unknown"),
        pytest.param('number = "kk"', 'number = "sim"', "number: Input should be", id="kind"),
        pytest.param("number = [38", "nomor = [38", "zones.number is missing", id="no place"),
        pytest.param("number = [38", "number = [88", "zone number: ", id="inside out"),
        pytest.param("white = 2", "wite = 2", "printed.outputs: no form wite", id="no such form"),
        pytest.param("pitch = 0.0198", "", "printed.table.pitch: Field required", id="table"),
        pytest.param("pitch = 0.0198", "pitch = 1.98", "printed.table.pitch: ", id="in percent"),
        pytest.param("[printed]", "[printed", "is not TOML", id="no TOML"),
    ],
)
def test_a_faulty_file_is_named_with_its_key(tmp_path, old, new, says):
    text = (FOLDER / "kk.toml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "kk.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadPolicy, match=f"^{re.escape(str(file))}: .*{says}"):
        read_type(file)


def test_a_file_that_names_nothing_to_recognise_it_by_is_refused(tmp_path):
    text = (FOLDER / "ktp.toml").read_text(encoding="utf-8")
    file = tmp_path / "ktp.toml"
    file.write_text(text[: text.index("[printed]")] + "[printed]\n", encoding="utf-8")
    with pytest.raises(BadPolicy, match=r"ktp\.toml: .*printed: needs titles"):
        read_type(file)


@pytest.fixture
def fresh():
    """Read the folder in the test, and the real one again after it."""
    document_types.cache_clear()
    yield
    document_types.cache_clear()


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("output", [6, 8, 12])
def test_an_output_of_the_net_belongs_to_one_form_and_none_is_left_out(
    tmp_path, monkeypatch, output
):
    for path in FOLDER.glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace("card = 7", f"card = {output}")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(documents, "FOLDER", tmp_path)
    with pytest.raises(BadPolicy, match=r"\.toml: printed\.outputs\.\w+: "):
        document_types()


def test_a_file_that_is_missing_is_named(tmp_path):
    with pytest.raises(BadPolicy, match=r"kia\.toml: cannot be read"):
        read_type(tmp_path / "kia.toml")
