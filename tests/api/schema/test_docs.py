"""The documentation page is complete and loads nothing from elsewhere."""

import re

import pytest

from api.schema.docs import _type_text


@pytest.fixture
def page(client):
    return client.get("/docs").text


def test_it_names_every_operation_and_option(client, page):
    spec = client.get("/openapi.json").json
    for path in spec["paths"]:
        assert path in page
    for option in spec["paths"]["/check"]["post"]["parameters"]:
        assert f"<code>{option['name']}</code>" in page
    for model in spec["components"]["schemas"]:
        assert model in page


@pytest.mark.parametrize(
    ("operation", "field", "value"),
    [
        ("check", "image", "file"),
        ("new_batch", "origin", "backlog | handover"),
        ("new_batch", "check_id", "list of string"),
        ("decide_check", "decision", "accept | re-photo"),
        ("new_submission", "service", "string"),
        ("submit_photo", "message_id", "string"),
    ],
)
def test_it_names_the_fields_of_each_body(page, operation, field, value):
    (section,) = re.findall(rf'<section id="{operation}">.*?</section>', page, re.DOTALL)
    assert f"<code>{field}</code></th><td>{value}</td>" in section


def test_words_between_backticks_are_code(page):
    assert "Forward <code>filing.message</code>" in page
    assert "`" not in page


def test_it_loads_nothing_from_elsewhere(page):
    assert re.findall(r'(?:src|href)="([^"#]+)"', page) == ["/static/docs.css", "/openapi.json"]
    assert "<script" not in page


def test_the_policy_of_its_content_forbids_the_rest(client):
    answer = client.get("/docs")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("schema", "result"),
    [
        ({"$ref": "#/components/schemas/Answer"}, "Answer"),
        ({"enum": [0, 1]}, "0 | 1"),
        ({"const": "live"}, "live"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string or null"),
        ({"type": "array", "items": {"type": "integer"}}, "list of integer"),
        ({}, "any"),
    ],
)
def test_schemas_in_a_few_words(schema, result):
    assert _type_text(schema) == result
