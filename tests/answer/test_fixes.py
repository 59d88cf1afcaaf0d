"""What would mend a photo by how much: only where the figures say it."""

import pytest

from precheck.answer.fixes import measured_fixes
from precheck.library import office

SMALL = {"at_least": 6.0, "at_most": None}
STEEP = {"at_least": None, "at_most": 23.6}
CUT = {"at_least": None, "at_most": 0.01}


def answer(code, value, limit, *, detail=None, across=(200, 800), down=(200, 500)):
    (left, right), (top, bottom) = across, down
    return {
        "reasons": [{"code": code, "detail": detail}],
        "measures": {code: {"value": value, **limit}},
        "document": {"quad": [[left, top], [right, top], [right, bottom], [left, bottom]]},
        "image": {"width": 1600, "height": 1200},
    }


@pytest.mark.parametrize(
    ("photo", "fix"),
    [
        (answer("too_small", 4.4, SMALL, detail="far"), "dekatkan 1,4 ×"),
        (answer("too_small", 2.0, SMALL, detail="far"), None),
        (answer("too_small", 4.4, SMALL, detail="low_resolution"), None),
        (answer("too_small", 6.5, SMALL, detail="far"), None),
        (answer("cropping", 0.2, CUT, across=(-300, 1600)), "mundur 1,3 ×"),
        (answer("cropping", 0.2, CUT, down=(0, 1200)), None),
        (answer("cropping", 0.2, CUT, across=(-300, 900)), None),
        (answer("perspective", 35.0, STEEP), "kurangi kemiringan 12°"),
        (answer("perspective", 20.0, STEEP), None),
        (answer("glare", 0.5, CUT), None),
        (answer("perspective", None, STEEP), None),
    ],
    ids=[
        *("nearer", "nearer than the sheet fits", "sent too small", "large enough"),
        *("back", "hidden corners unknown", "moved aside", "upright", "upright enough"),
        *("light", "not measured"),
    ],
)
def test_a_fix_has_the_amount_that_the_figures_say(photo, fix):
    code = photo["reasons"][0]["code"]
    found = measured_fixes(photo, office().settings.texts["id"].fixes)
    assert found == ({} if fix is None else {code: fix})


def test_a_reason_that_is_not_measured_has_no_fix():
    photo = answer("no_document", 1, CUT) | {"measures": {}}
    assert measured_fixes(photo, office().settings.texts["en"].fixes) == {}
