"""The OpenAPI document matches real answers, and generates requests for fuzzing."""

import json
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import create_app
from api.http.options import CheckOptions
from api.monitoring.documentation import PolicyShape
from api.schema import examples
from api.schema.bodies import PICTURE_TYPES
from api.schema.check_shapes import Answer
from api.schema.problem_shapes import MendableProblem
from api.settings import Settings
from tests.api.fakes import Core


@schemathesis.serializer(*PICTURE_TYPES)
def as_it_is(_context, value):
    return value.data if hasattr(value, "data") else str(value).encode()


APP = create_app(Settings(), checker=Core())
schema = schemathesis.openapi.from_wsgi("/openapi.json", APP)
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


INEXPRESSIBLE = ("'check_id' came", "there is no such check as", '"no_image"')
"""Refusals of a list of another length than that of the photos, of the id of a check that never
was, and of a file without bytes."""
CATALOGUED = "/submissions"
"""Paths whose services and papers are those of the office's catalogue, not of the document."""


@schemathesis.check
def valid_is_accepted(context, response, case):
    if not case.path.startswith(CATALOGUED) and not any(
        one in response.text for one in INEXPRESSIBLE
    ):
        positive_data_acceptance(context, response, case)


@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_is_documented(case):
    """And every request that the document allows is accepted."""
    answer = case.call_and_validate(checks=(*CHECKS, valid_is_accepted))
    assert answer.status_code < 500


@pytest.fixture(scope="module")
def spec():
    return APP.test_client().get("/openapi.json").json


def test_check_takes_three_kinds_of_body(spec):
    body = spec["paths"]["/check"]["post"]["requestBody"]
    assert body["required"] is True
    form = body["content"]["multipart/form-data"]["schema"]
    assert form["properties"]["image"] == {"type": "string", "format": "binary"}
    assert form["required"] == ["image"]
    assert set(form["properties"]) == {"image", *CheckOptions.model_fields}
    order = body["content"]["application/json"]["schema"]
    assert set(order["properties"]) == {"image_base64", *CheckOptions.model_fields}
    assert body["content"]["image/jpeg"]["schema"]["format"] == "binary"


def test_options_are_documented_in_the_address_too(spec):
    options = spec["paths"]["/check"]["post"]["parameters"]
    assert {option["name"] for option in options} == set(CheckOptions.model_fields)
    assert all(option["description"] for option in options)


def test_a_number_stays_text(spec):
    assert spec["components"]["schemas"]["NumberShape"]["properties"]["value"]["anyOf"] == [
        {"type": "string"},
        {"type": "null"},
    ]


def test_every_reference_leads_somewhere(spec):
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(spec)))
    assert references
    assert references <= spec["components"]["schemas"].keys()


def test_the_examples_have_the_shape(spec):
    Answer.model_validate(examples.RE_PHOTO)
    Answer.model_validate(examples.ACCEPT)
    MendableProblem.model_validate(examples.BROKEN)
    assert len(json.dumps(spec)) > 10_000


def test_the_policy_has_its_shape():
    result = PolicyShape.model_validate(APP.test_client().get("/policy").json)
    assert result.policy == "default"
    assert "hand_over_at" in result.settings


@pytest.mark.parametrize(("keys", "without"), [((), [{}]), (("0" * 64,), [])])
def test_each_call_is_documented_with_the_scope_it_needs(keys, without):
    client = create_app(Settings(keys=keys), checker=Core()).test_client()
    spec = client.get("/openapi.json").json
    assert spec["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    needed = {path: one for path, ones in spec["paths"].items() for one in ones.values()}
    assert needed["/check"]["security"] == [{"key": ["check"]}, *without]
    assert needed["/batches/{batch_id}"]["security"] == [{"key": ["batches"]}, *without]
    assert needed["/policy"]["security"] == [{"key": []}, *without]
    assert "security" not in needed["/health/live"]
    assert all(
        "403" in one["responses"]
        for one in needed.values()
        if one.get("security", [{}])[0].get("key")
    )
