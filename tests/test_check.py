"""The pipeline, end to end, on photos."""

import json
import math
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from precheck.check import check
from precheck.decision.verdict import Code, Decision
from precheck.decode.file import decode
from precheck.errors import BrokenPicture
from precheck.library import reader
from precheck.office.policy import Office
from precheck.options import Options
from precheck.sheet.page_net import recognise
from specimens.documents.variants import draw
from specimens.world import Split, World

OFFICE, AUTO = Office.load(), Options()
FIXTURES = Path(__file__).parent / "fixtures"


TURNS = {
    Path(row["file"]).stem: row["turn"]
    for row in map(json.loads, (FIXTURES / "manifest.jsonl").read_text("utf-8").splitlines())
}


def test_a_blank_picture_is_no_document():
    _, jpeg = cv2.imencode(".jpg", np.full((300, 400, 3), 128, np.uint8))
    verdict = check(jpeg.tobytes(), Options(), OFFICE, None).verdict
    assert [reason.code for reason in verdict.reasons] == [Code.NO_DOCUMENT]
    assert verdict.p_accept == 0.0


@pytest.mark.parametrize("name", ["00001", "00004", "00007", "00013", "00027", "00032"])
@pytest.mark.parametrize("width", [6, 8], ids="of {} px".format)
def test_what_is_blurred_is_told_as_blurred(name, width):
    """Out of focus by so much, a sheet seems empty, its print faint or covered."""
    pixels = cv2.imread(str(FIXTURES / "photos" / f"{name}.jpg"))
    blurred = cv2.GaussianBlur(pixels, (0, 0), width * max(pixels.shape) / 1600)
    _, jpeg = cv2.imencode(".jpg", blurred)
    assert check(jpeg.tobytes(), AUTO, OFFICE, None).verdict.reasons[0].code is Code.BLUR


@pytest.mark.parametrize(("name", "accepted"), [("00012", True), ("00072", False)])
def test_a_damaged_picture_is_judged_only_if_it_is_legible_all_the_same(
    name, accepted, monkeypatch
):
    """Another reason would mislead: sending it again is what helps."""
    data = (FIXTURES / "photos" / f"{name}.jpg").read_bytes()

    def damaged(data, **settings):
        return replace(decode(data, **settings), damaged=True)

    decision = check(data, AUTO, OFFICE, None).verdict.decision
    assert (decision is Decision.ACCEPT) == accepted
    monkeypatch.setattr(sys.modules["precheck.check"], "decode", damaged)
    if accepted:
        assert check(data, AUTO, OFFICE, None).verdict.decision is decision
    else:
        with pytest.raises(BrokenPicture):
            check(data, AUTO, OFFICE, None)


@pytest.mark.parametrize("name", ["00002", "00020", "00092", "00098"])
@pytest.mark.parametrize("off", [90, 180, 270])
def test_the_official_qr_code_gives_the_turn(name, off, monkeypatch):
    def askew(flat):
        found = recognise(flat)
        return replace(found, turn=(found.turn + off) % 360)

    monkeypatch.setattr("precheck.sheet.detect.recognise", askew)
    verdict = check((FIXTURES / "photos" / f"{name}.jpg").read_bytes(), AUTO, OFFICE, None).verdict
    assert verdict.qr == "official"
    assert verdict.turn == TURNS[name]


@pytest.mark.parametrize("value", [0.9, 0.3])
def test_the_probability_decides(monkeypatch, value):
    model = SimpleNamespace(log_odds=lambda _: math.log(value / (1 - value)))
    monkeypatch.setattr("precheck.decision.acceptance.model", lambda: model)
    photo = (FIXTURES / "photos" / "00000.jpg").read_bytes()
    verdict = check(photo, AUTO, OFFICE, reader=None).verdict
    assert verdict.p_accept == pytest.approx(value)
    assert verdict.decision is (Decision.ACCEPT if value >= 0.5 else Decision.RE_PHOTO)


@pytest.mark.parametrize("turns", range(4))
def test_a_cut_sheet_is_extended_to_its_whole_shape_at_any_turn(turns):
    page = draw("kk_white", np.random.default_rng(7), World.of(Split.TEST)).pixels
    page = cv2.resize(page, (1190, 840), interpolation=cv2.INTER_AREA)
    table = np.full((900, 1300, 3), (60, 90, 120), np.uint8)
    table[180:, 50:1240] = page[:720]  # the lowest seventh is out of the frame
    _, jpeg = cv2.imencode(".jpg", np.ascontiguousarray(np.rot90(table, turns)))
    verdict = check(jpeg.tobytes(), AUTO, OFFICE, None).verdict
    assert verdict.turn == 90 * turns
    sides = np.linalg.norm(
        np.roll(verdict.document.quad, -1, axis=0) - verdict.document.quad, axis=1
    )
    assert sides == pytest.approx([1190, 840, 1190, 840], rel=0.03)


@pytest.mark.parametrize(
    ("type_", "stages"),
    [
        pytest.param("auto", {"decode", "locate", "measure", "read", "total"}, id="with a number"),
        pytest.param("other", {"decode", "locate", "measure", "total"}, id="without one to read"),
    ],
)
def test_a_stage_that_is_skipped_took_no_time(type_, stages):
    photo = (FIXTURES / "photos" / "00000.jpg").read_bytes()
    took = check(photo, Options(types=(type_,)), OFFICE, reader()).verdict.took_ms
    assert set(took) == stages
