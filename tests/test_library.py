"""`precheck.check` as Python programs call it."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import cv2
import numpy as np
import pytest

import precheck
from precheck.command import check_file
from precheck.errors import NotAPicture, TooLarge
from precheck.office.policy import Office
from precheck.options import Options

PHOTOS = Path(__file__).parent / "fixtures" / "photos"
GOOD, BAD = PHOTOS / "00002.jpg", PHOTOS / "00085.jpg"
NUMBER = "3514132405149041"


def rgb(path):
    return cv2.imread(str(path))[..., ::-1]


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(str(GOOD), id="path as text"),
        pytest.param(GOOD, id="path"),
        pytest.param(GOOD.read_bytes(), id="bytes"),
        pytest.param(rgb(GOOD), id="colours"),
        pytest.param(cv2.imread(str(GOOD), cv2.IMREAD_GRAYSCALE), id="grey"),
    ],
)
def test_a_picture_is_taken_in_each_form(picture):
    result = precheck.check(picture)
    assert (result.verdict, result.next, result.reasons) == ("accept", "done", ())
    assert (result.document, result.number.state, result.number.value) == ("kk", "read", NUMBER)


def test_an_array_is_seen_as_its_file_is():
    """A lossless file of these pixels: colours exchanged would measure differently."""
    pixels = rgb(BAD)
    file = cv2.imencode(".png", pixels[..., ::-1])[1].tobytes()
    both = [precheck.check(picture).as_dict()["measures"] for picture in (pixels, file)]
    assert both[0] == both[1]


def test_a_photo_that_is_sent_back_says_why_in_the_language_asked_for():
    result = precheck.check(BAD, lang="en", attempt=3)
    assert (result.verdict, result.next) == ("re-photo", "officer")
    assert result.reasons[0].code in result.measures
    assert result.message
    assert precheck.check(BAD).message != result.message
    assert result.overlay().startswith(b"\xff\xd8\xff")


def test_the_object_is_that_of_the_command_line():
    result = precheck.check(GOOD, expected_number=NUMBER).as_dict()
    command, _ = check_file(GOOD, Options(expected_number=NUMBER), Office.load())
    assert result["id"]
    assert result | {"id": "", "took_ms": {}} == command | {"took_ms": {}}
    assert result["number"]["expected"] == "match"
    assert json.loads(json.dumps(result)) == result


def test_the_repr_shows_no_number():
    assert NUMBER[-6:] not in repr(precheck.check(GOOD))


def test_any_of_several_types_will_do():
    assert precheck.check(GOOD, type=["ktp", "kk"]).verdict == "accept"
    assert precheck.check(GOOD, type="ktp").reasons[0].code == "wrong_document"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"type": "sim"}, "type='sim'", id="unknown type"),
        pytest.param({"type": ["kk", "sim"]}, "type='sim'", id="one unknown type"),
        pytest.param({"lang": "jv"}, "lang='jv'", id="unknown language"),
        pytest.param({"attempt": 0}, "attempt=0", id="attempt 0"),
        pytest.param({"page": 0}, "page=0", id="page 0"),
        pytest.param({"expected_number": "-"}, "no digit", id="no digit"),
    ],
)
def test_an_impossible_argument_is_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        precheck.check(GOOD, **arguments)


@pytest.mark.parametrize(
    "pixels",
    [
        pytest.param(np.zeros((9, 9, 4), np.uint8), id="four channels"),
        pytest.param(np.zeros((9, 9), np.float32), id="floats"),
        pytest.param(np.zeros(9, np.uint8), id="one axis"),
        pytest.param(np.zeros((0, 9), np.uint8), id="empty"),
    ],
)
def test_an_array_of_another_shape_is_refused(pixels):
    with pytest.raises(ValueError, match="H × W"):
        precheck.check(pixels)


def test_pictures_that_cannot_be_checked_raise(tmp_path):
    with pytest.raises(NotAPicture):
        precheck.check(b"junk")
    with pytest.raises(TooLarge):
        precheck.check(np.zeros((1, 40_000), np.uint8))
    with pytest.raises(FileNotFoundError):
        precheck.check(tmp_path / "none.jpg")


def test_an_array_larger_than_a_file_may_be_is_taken():
    pixels = cv2.resize(rgb(GOOD), None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    assert pixels.size > 25_000_000
    assert precheck.check(pixels).verdict == "accept"


def test_the_call_stays_though_a_module_has_its_name():
    module = import_module("precheck.check")
    assert sys.modules["precheck.check"] is module
    assert precheck.check is not module
    assert callable(precheck.check)


def test_the_package_is_imported_at_once():
    """Nothing heavy is loaded before the first call."""
    code = "import sys, precheck; print(*{'cv2', 'numpy', 'onnxruntime'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
