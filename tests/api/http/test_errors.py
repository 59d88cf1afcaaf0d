"""Every error is a problem with its code; a crash reveals nothing."""

import io

import pytest
from werkzeug.routing import RequestRedirect

from api.http.errors import BAD_MODEL_DETAIL, STATUS, of_http
from api.schema.service_shapes import MendableProblem, Problem
from precheck import errors
from precheck.errors import BadModel, PrecheckError

JPEG = b"\xff\xd8\xff"
MENDED_BY_SENDER = {413, 415, 422}


def every(kind):
    return {kind} | {below for one in kind.__subclasses__() for below in every(one)}


def test_the_table_holds_every_error():
    """All but those of the suite, which no request can raise."""
    served = {kind for kind in every(PrecheckError) if ".suite." not in kind.__module__}
    assert STATUS.keys() == served - {PrecheckError}


def test_codes_are_unique():
    codes = [kind.code for kind in STATUS]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("kind", STATUS, ids=lambda kind: kind.code)
def test_every_error_is_a_problem(client, core, kind):
    core.error = kind("What went wrong.")
    answer = client.post("/check?lang=en", data=JPEG)
    assert answer.status_code == STATUS[kind]
    assert answer.content_type == "application/problem+json"
    model = MendableProblem if STATUS[kind] in MENDED_BY_SENDER else Problem
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
