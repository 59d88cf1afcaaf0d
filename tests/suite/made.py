"""Shots and answers made by hand."""

import json

from precheck.suite.manifest import LabelledShot
from precheck.suite.scored_shot import ScoredShot

QUAD = ((10, 10), (90, 10), (90, 60), (10, 60))
NUMBER = "3514010101209001"


def answer(accepted=True, p=None, reason="blur", **more):
    """Return the part of a JSON answer that the suite reads."""
    reasons = [] if accepted else [{"code": reason}]
    return {
        "verdict": "accept" if accepted else "re-photo",
        "p_accept": (0.95 if accepted else 0.05) if p is None else p,
        "reasons": reasons,
        "notes": [{"code": code} for code in more.pop("notes", ())],
        "document": {
            "type": more.pop("type", "kk"),
            "turn": more.pop("turn", 0),
            "quad": more.pop("quad", [list(corner) for corner in QUAD]),
            "others": more.pop("others", []),
        },
        "number": number(*more.pop("number", ("read", NUMBER))),
        "measures": {
            "blur": measure(more.pop("blur", 0.1), at_most=0.3),
            "dark": measure(more.pop("dark", 120.0), at_least=60.0),
        },
        "took_ms": {"decode": 5, "total": more.pop("total", 100)},
        "version": {"service": "1", "models": "2", "policy": "default"},
    } | more


def number(state, value=None):
    read = value if state == "read" else None
    return {"state": state, "value": read, "confidence": None if read is None else 0.99}


def measure(value, at_most=None, at_least=None):
    return {"value": value, "at_most": at_most, "at_least": at_least}


def shot(file="a.jpg", label="accept", **more):
    known = {"type": "kk", "quad": QUAD, "turn": 0, "number": NUMBER}
    return LabelledShot.model_validate({"file": file, "label": label, **known, **more})


def bad(file="b.jpg", cause="defocus", reasons=("blur",), **more):
    return shot(file, "re-photo", cause=cause, reasons=reasons, **more)


UNKNOWN_NUMBER = LabelledShot(file="a.jpg", type="kk", label="accept")
FOREIGN = shot(type="other", label="borderline", number=None)
BORDERLINE = shot(label="borderline", cause="defocus", reasons=("blur",))


def single(cause, strength, **more):
    """Return a shot with one fault and its answer."""
    values = {name: more.pop(name) for name in ("blur", "dark") if name in more}
    labelled = shot(cause=cause, faults=({"cause": cause, "strength": strength},), **more)
    return ScoredShot(labelled, answer(**values))


def good_and_bad(wrong_good=0, wrong_bad=0, of=10):
    """Return as many good as bad shots, the first of each with the wrong verdict."""
    return [
        *(ScoredShot(shot(f"g{n}.jpg"), answer(n >= wrong_good)) for n in range(of)),
        *(ScoredShot(bad(f"b{n}.jpg"), answer(n < wrong_bad)) for n in range(of)),
    ]


def written(folder, shots, limits=""):
    """Write the manifest and limits of a suite, whose photos are empty where there are none."""
    for each in shots:
        (folder / each.file).touch()
    lines = [json.dumps(s.model_dump(mode="json", exclude_none=True)) for s in shots]
    (folder / "manifest.jsonl").write_text("\n".join(lines) + "\n")
    if limits:
        (folder / "suite.toml").write_text(limits)
    return folder


def calibration_shots(blur=(0.5, 0.1), dark=(30.0, 120.0), count=20):
    """Return blurred, dark and good shots; values of each measure with its fault and without."""
    blurred, not_blurred = blur
    darkened, not_dark = dark
    return [
        *(ScoredShot(bad(), answer(False, blur=blurred, dark=not_dark)) for _ in range(count)),
        *(
            ScoredShot(
                bad(cause="dark", reasons=("dark",)), answer(False, blur=not_blurred, dark=darkened)
            )
            for _ in range(count)
        ),
        *(ScoredShot(shot(), answer(blur=not_blurred, dark=not_dark)) for _ in range(count)),
    ]
