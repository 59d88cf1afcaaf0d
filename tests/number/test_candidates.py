import pytest

from precheck.number.candidates import find_candidate, has_stray_dot, normalise
from precheck.ocr.line_reader import Character

KK = "3514120506199001"


def signs(text):
    return [Character(char, 0.99, 4.0 * at) for at, char in enumerate(text) if char != "~"]


@pytest.mark.parametrize(
    ("kind", "line", "text", "labelled"),
    [
        pytest.param("kk", f"No. {KK}", KK, True, id="kk behind its label"),
        pytest.param("kk", KK, KK, False, id="kk alone"),
        pytest.param("kk", f"NO. KK {KK}", KK, True, id="no. kk"),
        pytest.param("kk", f"No. KK : {KK}", KK, True, id="no. kk, a colon"),
        pytest.param("kk", f"Nomor Kartu Keluarga: {KK}", KK, True, id="in full"),
        pytest.param("kk", f"NONOR : {KK}", KK, True, id="kk, label misread"),
        pytest.param("kk", f"No. {KK} 5W", KK, True, id="a scrap behind it"),
        pytest.param("kk", "No. 3514 1205 0619 9001", KK, True, id="kk in groups"),
        pytest.param("kk", "No. 3514I2O5O6199001.", "3514I2O5O6199001", True, id="letters"),
        pytest.param("nik", f"NIK : {KK}", KK, True, id="nik"),
        pytest.param(
            "akta", "Nomor 3514-LU-12052019-9001", "3514-LU-12052019-9001", True, id="siak"
        ),
        pytest.param("akta", "No. 9001/IST/2008", "9001/IST/2008", True, id="old"),
        pytest.param("akta", "5 Akta Nomor 9001/KU/1999", "9001/KU/1999", True, id="frame before"),
        pytest.param("akta", "Kelahran 9001/KU/1999", "9001/KU/1999", False, id="label unread"),
        pytest.param("akta", "Nomaor 9001/KU/1999", "9001/KU/1999", True, id="label misread"),
        pytest.param("akta", "8Akta Nmr 9001/KU/1999", "9001/KU/1999", True, id="later word"),
        pytest.param("akta", "8Akta 9001/KU/1999", "9001/KU/1999", False, id="a word, no label"),
        pytest.param("akta", "No.~~~9001/KU/1999", "9001/KU/1999", True, id="a little apart"),
        pytest.param("akta", "No.~~~~9001/KU/1999", "9001/KU/1999", False, id="what lies between?"),
        pytest.param("akta", "474.1/90 01/UNIT/2001", "474.1/9001/UNIT/2001", False, id="a gap"),
    ],
)
def test_a_number_is_found_in_its_line(kind, line, text, labelled):
    found = find_candidate(kind, signs(line))
    assert found is not None
    assert (found.text, found.labelled) == (text, labelled)
    assert "".join(sign.char for sign in found.signs) == text


@pytest.mark.parametrize(
    ("kind", "line", "gaps"),
    [
        pytest.param("kk", f"No. {KK}", (), id="none"),
        pytest.param("kk", "No. 351 4120506199001", (3,), id="one"),
        pytest.param("kk", "No. 3514 1205 0619 9001 KK", (4, 8, 12), id="groups"),
        pytest.param("akta", "Nomor 3514 - LU - 12052019 - 9001", (), id="about dashes"),
        pytest.param("akta", "Nomor 3514-LU-1205 2019-9001", (12,), id="within a date"),
        pytest.param("akta", "No. 474.1/90 01/UNIT/2001", (8,), id="old"),
        pytest.param("akta", "No. 474.1/ 9001/UNIT/2001", (6,), id="behind a stroke"),
        pytest.param("akta", "No. 474.1/9001 /UNIT/2001", (10,), id="before a stroke"),
        pytest.param("akta", "No. 474.1 / 9001 / UNIT / 2001", (), id="about strokes"),
    ],
)
def test_gaps_that_may_hide_a_character_are_found(kind, line, gaps):
    found = find_candidate(kind, signs(line))
    assert found is not None
    assert found.gaps == gaps


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        pytest.param("kk", KK[:15], id="15 digits"),
        pytest.param("kk", KK + "1", id="17 digits"),
        pytest.param("kk", "0 " * 20, id="a pattern read as noughts"),
        pytest.param("kk", "3514I2O5O6199001", id="letters without a label cost too much"),
        pytest.param("akta", "AL. 705.0123456", id="blanko serial"),
        pytest.param("akta", f"NIK {KK}", id="nik"),
        pytest.param("akta", "Desa/Kelurahan", id="a caption with a stroke"),
        pytest.param("akta", "", id="nothing"),
    ],
)
def test_nothing_is_found_without_a_number(kind, line):
    assert find_candidate(kind, signs(line)) is None


@pytest.mark.parametrize(
    ("kind", "read", "form", "replaced"),
    [
        ("kk", "'3514120506199001.", KK, 0),
        ("kk", "35I41205O6l9900I", KK, 4),
        ("kk", "3514 1205 0619 9001", KK, 0),
        ("akta", "3514-LU-12052019-9001", "3514-LU-12052019-9001", 0),
        ("akta", "35I4-LU-12O52019-9001", "3514-LU-12052019-9001", 2),
        ("akta", "“9001/1ST/2008", "9001/IST/2008", 1),
        ("akta", "9001/151/2008", "9001/151/2008", 0),
        ("akta", "567/A.KA/1ST/2004", "567/A.K4/IST/2004", 2),
        ("akta", "567/A.K1/IST/2004", "567/A.K1/IST/2004", 0),
        ("akta", "9001/TP/20.08.", "9001/TP/2008", 0),
        ("akta", "9001/TP/20.081", "9001/TP/20.081", 0),
    ],
)
def test_readings_are_normalised(kind, read, form, replaced):
    assert normalise(kind, read) == (form, replaced)


@pytest.mark.parametrize(
    ("number", "stray"),
    [
        ("474.1/9004/UNIT/2001", False),
        ("474.12/9004/UNIT/2001", False),
        ("567/A.K1/IST/2004", False),
        ("9004/IST/2008", False),
        ("474.1/90.04/UNIT/2001", True),
        ("474.1/9004./UNIT/2001", True),
        ("93.11/1998", True),
        ("4741.1/9004/UNIT/2001", True),
        ("567/.A.K1/IST/2004", False),
    ],
)
def test_dots_of_a_dotted_rule_are_recognised(number, stray):
    assert has_stray_dot(number) is stray
