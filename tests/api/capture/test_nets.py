"""The page's nets are the service's own: from the same files, with the same outcome."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

import api
from precheck.decode.file import decode
from precheck.runtime.models import MODELS
from precheck.sheet.corner_net import propose_sheets
from tests.api.capture.film import CARD
from tests.api.capture.seen import shows
from tests.api.desk.browser import PHOTOS
from tests.servers.wsgi import served

NETS = Path(api.__file__).parent / "static" / "capture" / "nets"
QUADS = """async (names) => {
  const [{ look, open }, { frame }] =
    [await import("/static/capture/look.js"), await import("/static/capture/frames.js")];
  await open();
  const quads = [];
  for (const name of names) {
    const answer = await fetch(`/static/photos/${name}`);
    const picture = await createImageBitmap(await answer.blob());
    quads.push(look(frame(picture), { short_side_px: 1e9 }).quad);
  }
  return quads;
}"""


@pytest.mark.parametrize("name", ["corners", "eye"])
def test_it_was_exported_from_the_file_in_force(name):
    """Else: python -m training.capture.export."""
    source = json.loads((NETS / f"{name}.json").read_text())["source"]
    assert source == hashlib.sha256((MODELS / f"{name}.onnx").read_bytes()).hexdigest()


def test_the_page_finds_the_sheets_that_the_service_finds(make_app, browser):
    names = [CARD.name, "00000.jpg", "00008.jpg", "00024.jpg"]
    with served(make_app()) as address:
        page = browser.new_page()
        for name in names:
            shows(page, f"/photos/{name}", (PHOTOS / name).read_bytes())
        page.route("**/empty", lambda route: route.fulfill(body="", content_type="text/html"))
        page.goto(f"{address}/empty")
        quads = page.evaluate(QUADS, names)
        page.close()
    for name, quad in zip(names, quads, strict=True):
        (expected,) = propose_sheets(decode((PHOTOS / name).read_bytes())).candidates[:1]
        turned = [np.roll(np.array(quad), turn, axis=0) for turn in range(4)]
        assert min(np.abs(one - expected.quad).max() for one in turned) < 0.02, name
