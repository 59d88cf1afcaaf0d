"""Options in forms, in the query string and in JSON."""

import base64

import pytest

from api.http.options import CheckOptions
from precheck.options import LANGUAGES, TYPES
from tests.api.check.bodies import JPEG, form

BASE64 = base64.b64encode(JPEG).decode()
OPTIONS = {
    "lang": "en",
    "attempt": 2,
    "page": 3,
    "expected_number": "3514010101209001",
    "overlay": 1,
    "reference": "ref-1",
    "line": "kk",
}


def check_options(core):
    _, options = core.asked[0]
    assert options.types == ("kk", "ktp")
    assert options.overlay is True
    got = {name: getattr(options, name) for name in OPTIONS}
    assert got == {**OPTIONS, "overlay": True}


def test_options_in_the_form(client, core):
    answer = client.post("/check", data=form(type=["kk", "ktp"], **OPTIONS))
    assert answer.status_code == 200, answer.json
    check_options(core)


def test_options_in_the_address(client, core):
    query = {"type": ["kk", "ktp"], **OPTIONS}
    answer = client.post("/check", query_string=query, data=JPEG)
    assert answer.status_code == 200, answer.json
    check_options(core)


def test_options_in_json(client, core):
    order = {"image_base64": BASE64, "type": ["kk", "ktp"], **OPTIONS}
    answer = client.post("/check", json=order)
    assert answer.status_code == 200, answer.json
    check_options(core)
    assert answer.json["reference"] == "ref-1"
    assert answer.json["line"] == "kk"


def test_auto_among_the_types_means_any(client, core):
    client.post("/check", query_string={"type": ["auto", "kk"]}, data=JPEG)
    assert core.asked[0][1].types == ()


def test_the_schema_lists_the_types_and_languages_of_the_core():
    properties = CheckOptions.model_json_schema()["properties"]
    assert properties["type"]["items"]["enum"] == ["auto", *TYPES]
    assert properties["lang"]["enum"] == list(LANGUAGES)


@pytest.mark.parametrize(("page", "status"), [(2.0, 200), (2.5, 400), ("2", 400), (True, 400)])
def test_a_whole_number_of_json_is_an_integer(client, page, status):
    assert client.post("/check", json={"image_base64": BASE64, "page": page}).status_code == status
