"""Pictures in the three kinds of body, and requests that are rejected."""

import base64
import io

import pytest

from tests.api.check.bodies import JPEG, form

BASE64 = base64.b64encode(JPEG).decode()
BODIES = {
    "form": {"data": form()},
    "raw": {"data": JPEG, "content_type": "image/jpeg"},
    "raw with a lying type": {"data": JPEG, "content_type": "text/plain"},
    "raw without a type": {"data": JPEG, "content_type": None},
    "raw as curl --data-binary sends it": {
        "data": JPEG,
        "content_type": "application/x-www-form-urlencoded",
    },
    "json": {"json": {"image_base64": BASE64}},
    "json with a data url": {"json": {"image_base64": "data:image/png;base64," + BASE64}},
    "json with line breaks": {"json": {"image_base64": BASE64[:76] + "\r\n" + BASE64[76:]}},
}
REFUSED = {
    "nothing": ({}, "no_image"),
    "an empty body": ({"data": b"", "content_type": "image/jpeg"}, "no_image"),
    "an empty file": ({"data": {"image": (io.BytesIO(b""), "x.jpg")}}, "no_image"),
    "the picture as text": (
        {"data": {"image": "text"}, "content_type": "multipart/form-data"},
        "no_image",
    ),
    "a form without files": (
        {"data": b"image=%FF%D8%FF&type=kk", "content_type": "application/x-www-form-urlencoded"},
        "no_image",
    ),
    "json without a picture": ({"json": {}}, "no_image"),
    "a form without a boundary": (
        {"data": b"x", "content_type": "multipart/form-data"},
        "no_image",
    ),
    "another file": ({"data": form(other=(io.BytesIO(b"x"), "x"))}, "bad_option"),
    "two pictures": (
        {"data": {"image": [(io.BytesIO(b"x"), "1"), (io.BytesIO(b"x"), "2")]}},
        "bad_option",
    ),
    "an unknown option": ({"data": form(typ="kk")}, "bad_option"),
    "an unknown option in the address": ({"data": JPEG, "query_string": "x=1"}, "bad_option"),
    "an unknown option in json": (
        {"json": {"image_base64": BASE64, "image": "x"}},
        "bad_option",
    ),
    "a repeated option": ({"data": form(lang=["id", "en"])}, "bad_option"),
    "a repeated option in the address": (
        {"data": JPEG, "query_string": "attempt=1&attempt=1"},
        "bad_option",
    ),
    "a json key twice": (
        {"data": b'{"lang": "id", "lang": "id"}', "content_type": "application/json"},
        "bad_option",
    ),
    "an unknown type": ({"data": form(type="sim")}, "bad_option"),
    "an unknown language": ({"data": form(lang="jv")}, "bad_option"),
    "attempt 0": ({"data": form(attempt="0")}, "bad_option"),
    "attempt as a word": ({"data": form(attempt="two")}, "bad_option"),
    "attempt as a fraction": ({"json": {"image_base64": BASE64, "attempt": 1.5}}, "bad_option"),
    "attempt as text in json": ({"json": {"image_base64": BASE64, "attempt": "1"}}, "bad_option"),
    "attempt as truth": ({"json": {"image_base64": BASE64, "attempt": True}}, "bad_option"),
    "overlay as truth": ({"json": {"image_base64": BASE64, "overlay": True}}, "bad_option"),
    "overlay 2": ({"data": form(overlay="2")}, "bad_option"),
    "a number as a number": (
        {"json": {"image_base64": BASE64, "expected_number": 3514010101209001}},
        "bad_option",
    ),
    "an empty number": ({"data": form(expected_number="")}, "bad_option"),
    "a number without a digit": (
        {"json": {"image_base64": BASE64, "expected_number": "n/a"}},
        "bad_option",
    ),
    "a long reference": ({"data": form(reference="x" * 201)}, "bad_option"),
    "no json": ({"data": b"{", "content_type": "application/json"}, "bad_body"),
    "a json list": ({"json": []}, "bad_body"),
    "json that is not called so": (
        {"data": b'{"photo": "1"}', "content_type": "application/x-www-form-urlencoded"},
        "bad_body",
    ),
    "deep json": ({"data": b"[" * 100_000, "content_type": "application/json"}, "bad_body"),
    "a huge json number": (
        {"data": b'{"attempt": ' + b"9" * 10_000 + b"}", "content_type": "application/json"},
        "bad_body",
    ),
    "json that is no utf-8": (
        {"data": b'{"a": "\xff"}', "content_type": "application/json"},
        "bad_body",
    ),
    "a picture that is no base64": ({"json": {"image_base64": "%%%"}}, "bad_body"),
    "a picture that is no ascii": ({"json": {"image_base64": "é"}}, "bad_body"),
    "a picture that is no text": ({"json": {"image_base64": 1}}, "bad_body"),
    "half a character": (
        {"json": {"image_base64": BASE64, "reference": "\ud800"}},
        "bad_option",
    ),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_every_kind_of_body_brings_the_same_bytes(client, core, body):
    body = (
        {**body, "data": form()}
        if body.get("data") and not isinstance(body["data"], bytes)
        else body
    )
    answer = client.post("/check", **body)
    assert answer.status_code == 200, answer.json
    assert core.asked[0][0] == JPEG


def test_uploads_never_touch_a_disk(client, core, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError

    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", refuse)
    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    big = JPEG * 10_000  # more than Werkzeug would keep in memory
    head = b'--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\n'
    form = {"content_type": "multipart/form-data; boundary=x"}
    assert client.post("/check", data=head + big + b"\r\n--x--", **form).status_code == 200
    assert core.asked[0][0] == big


@pytest.mark.parametrize(("body", "code"), REFUSED.values(), ids=REFUSED)
def test_invalid_requests_are_rejected(client, core, body, code):
    answer = client.post("/check", **_fresh(body))
    assert (answer.status_code, answer.json["code"]) == (400, code)
    assert answer.content_type == "application/problem+json"
    assert core.asked == []


def _fresh(body):
    """Give each test its own file: one that was sent is closed."""
    data = body.get("data")
    if not isinstance(data, dict):
        return body
    return {**body, "data": {name: _again(value) for name, value in data.items()}}


def _again(value):
    if isinstance(value, list):
        return [_again(one) for one in value]
    return (io.BytesIO(value[0].getvalue()), value[1]) if isinstance(value, tuple) else value


def test_an_unknown_option_is_named_with_the_known_ones(client):
    detail = client.post("/check", data=form(typ="kk")).json["detail"]
    assert detail.startswith("Unknown option 'typ'; known: type, lang, attempt")


def test_a_form_of_too_many_parts_is_refused(client, core):
    parts = {f"x{n}": "1" for n in range(33)}
    answer = client.post("/check", data=parts, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")
    assert core.asked == []


def test_an_option_in_the_body_counts_before_that_in_the_address(client, core):
    answer = client.post("/check?lang=id&line=kk", data=form(lang="en"))
    assert answer.status_code == 200, answer.json
    (_, options), *_ = core.asked
    assert (options.lang, options.line) == ("en", "kk")
