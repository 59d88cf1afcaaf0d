"""The web layer on the real core: every answer has the documented shape."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.formats import unregister_string_format

from api.app import create_app
from api.schema.check_shapes import Answer
from api.settings import Settings
from api.work.warmup import sample_sheet
from precheck.measures import MEASURES
from tests.answer.test_as_json import CONTRACT
from tests.api.schema.test_openapi import CHECKS

PHOTOS = sorted((Path(__file__).resolve().parents[1] / "fixtures" / "photos").glob("*"))
EVERY = 16


def smaller(jpeg):
    """Werkzeug's client leaves bodies over 500 kB to a file that it never closes."""
    half = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_REDUCED_COLOR_2)
    return cv2.imencode(".jpg", half, [cv2.IMWRITE_JPEG_QUALITY, 60])[1].tobytes()


JPEG = smaller(sample_sheet())
FILES = (JPEG, JPEG[:5000], JPEG[:4000] + bytes(2000) + JPEG[6000:], b"%PDF-1.7\n", b"")

APP = create_app(Settings())
schema = schemathesis.openapi.from_wsgi("/openapi.json", APP)


@pytest.fixture(scope="module", autouse=True)
def _real_files():
    """Send FILES in this module alone: requests of several would be too large in others."""
    schemathesis.openapi.format("binary", st.sampled_from(FILES))
    yield
    unregister_string_format("binary")


@schema.include(path="/check").parametrize()
@settings(
    max_examples=25,
    phases=[Phase.generate],  # examples and coverage: test_openapi, on an instant core
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_is_documented(case):
    answer = case.call_and_validate(checks=CHECKS)  # raises where a check fails
    assert answer.status_code < 500


@pytest.mark.parametrize("path", PHOTOS[::EVERY], ids=lambda path: path.name)
def test_real_verdicts_have_the_documented_shape(path):
    answer = APP.test_client().post("/check?overlay=1&lang=en", data=path.read_bytes())
    assert answer.status_code == 200, answer.text
    assert [key for key in answer.json if key in CONTRACT] == list(CONTRACT)  # in its order
    result = Answer.model_validate(answer.json)
    assert result.overlay is not None
    assert (result.verdict == "accept") == (result.reasons == [])
    assert result.measures.keys() == MEASURES.keys()
