"""Invalid options and uploads are rejected."""

import io

import pytest

from tests.api.batches.calls import JPEG, made

FILE = object()
"""Stands for a file part."""


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"origin": "desk"}, "origin"),
        ({"priority": 1}, "priority"),
        ({"nmae": "x"}, "nmae"),
        ({"name": "x" * 201}, "name"),
        ({"line": "a\0"}, "line"),
        ({"reference": "budi"}, "reference"),
        ({"origin": "handover"}, "reference"),
        ({"check_id": ["x"]}, "check_id"),
    ],
)
def test_a_wrong_option_is_named(client, asked, named):
    answer = client.post("/batches", json=asked)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_option")
    assert named in answer.json["detail"]


@pytest.mark.parametrize("body", [b"[", b"[]", b'"x"'])
def test_a_body_that_is_no_object_is_rejected(client, body):
    answer = client.post("/batches", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (400, "bad_body")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "no_image"),
        ({"photos": "text"}, "bad_option"),
        ({"image": FILE}, "bad_option"),
        ({"photos": FILE, "reference": ["a", "b"]}, "bad_option"),
        ({"photos": FILE, "type": "passport"}, "bad_option"),
    ],
)
def test_a_wrong_upload_is_rejected(client, data, code):
    id_ = made(client)
    data = {name: (io.BytesIO(JPEG), "a") if one is FILE else one for name, one in data.items()}
    answer = client.post(f"/batches/{id_}/photos", data=data, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["code"]) == (400, code)
