"""Every process checks the sample sheet before the first photo."""

import pytest
from structlog.testing import capture_logs

from api.work.warmup import sample_sheet, warm_up
from precheck.errors import BadModel, ToolMissing


def test_the_sheet_is_checked(make_app, core):
    warm_up(make_app().extensions["precheck"])
    assert core.asked[0][0] == sample_sheet()
    assert sample_sheet().startswith(b"\xff\xd8\xff")


def test_a_missing_tool_is_logged_and_no_more(make_app, core):
    core.error = ToolMissing("apt-get install tesseract-ocr-ind")
    with capture_logs() as lines:
        warm_up(make_app().extensions["precheck"])
    assert lines[0]["event"] == "apt-get install tesseract-ocr-ind"
    assert lines[0]["code"] == "tool_missing"


def test_a_wrong_model_is_logged_and_ends_the_start(make_app, core):
    core.error = BadModel("models/page.onnx is damaged")
    with capture_logs() as lines, pytest.raises(BadModel):
        warm_up(make_app().extensions["precheck"])
    assert lines[0]["event"] == "models/page.onnx is damaged"
    assert lines[0]["code"] == "bad_model"
