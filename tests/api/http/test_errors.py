"""Every error is a problem with its code; a crash reveals nothing."""

import io

import pytest
from werkzeug.routing import RequestRedirect

from api.errors import ServiceError
from api.http.errors import BAD_MODEL_DETAIL, CORE_STATUS, of_http, status_of
from api.schema.problem_shapes import MendableProblem, Problem
from precheck import errors
from precheck.errors import BadModel
from tests.api.served import SERVED

JPEG = b"\xff\xd8\xff"
MENDED_BY_SENDER = {413, 415, 422}


def test_every_error_has_a_status_of_its_own():
    """The service's in their classes; those of the core, which knows no HTTP, in one table."""
    assert {kind for kind in SERVED if "status" not in vars(kind)} == CORE_STATUS.keys()
    assert all(issubclass(kind, ServiceError) for kind in set(SERVED) - CORE_STATUS.keys())


def test_codes_are_unique():
    codes = [kind.code for kind in SERVED]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("kind", SERVED, ids=lambda kind: kind.code)
def test_every_error_is_a_problem(client, core, kind):
    core.error = kind("What went wrong.")
    answer = client.post("/check?lang=en", data=JPEG)
    assert answer.status_code == status_of(kind)
    assert answer.content_type == "application/problem+json"
    model = MendableProblem if status_of(kind) in MENDED_BY_SENDER else Problem
    result = model.model_validate(answer.json)
    detail = BAD_MODEL_DETAIL if kind is BadModel else "What went wrong."  # a path
    assert (result.code, result.detail) == (kind.code, detail)
    assert result.id == answer.headers["X-Request-ID"]


@pytest.mark.parametrize(("lang", "start"), [("id", "Mohon maaf"), ("en", "Sorry")])
def test_the_message_is_in_the_requested_language(client, core, lang, start):
    core.error = errors.BrokenPicture("cut off")
    answer = client.post("/check", data={"image": (io.BytesIO(JPEG), "x"), "lang": lang})
    assert answer.json["message"].startswith(start)
    assert answer.json["next"] == "retry"


def test_too_many_bytes_are_too_large(make_app):
    client = make_app(max_bytes=1000).test_client()
    answer = client.post("/check?lang=en", data=bytes(200_000))
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")
    assert answer.json["message"].startswith("Sorry")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "not_found"),
        ("GET", "/check", 405, "method_not_allowed"),
        ("POST", "/health/live", 405, "method_not_allowed"),
    ],
)
def test_flasks_own_errors_are_problems_too(client, method, path, status, code):
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.content_type == "application/problem+json"
    assert (status == 405) == ("Allow" in answer.headers)


def test_a_redirect_is_no_problem():
    redirect = RequestRedirect("/elsewhere")
    assert of_http(redirect) is redirect


def test_a_crash_reveals_nothing(make_app, core):
    core.error = ZeroDivisionError("3514010101209001")
    client = make_app().test_client()
    answer = client.post("/check", data=JPEG)
    assert (answer.status_code, answer.json["code"]) == (500, "internal_server_error")
    assert answer.content_type == "application/problem+json"
    assert "3514" not in answer.text
    assert "Zero" not in answer.text


def test_busy_and_missing_tools_have_retry_after(client, core):
    core.error = errors.ToolMissing("apt-get install tesseract-ocr-ind")
    assert client.post("/check", data=JPEG).headers["Retry-After"] == "60"
