"""Hand-made shots and answers."""

import json

from precheck.suite.manifest import Shot
from precheck.suite.scored import Scored

QUAD = ((10, 10), (90, 10), (90, 60), (10, 60))
NUMBER = "3514010101209001"


def answer(accepted=True, p=None, reason="blur", **more):
    """Return an answer as the contract has it, with what the suite reads of it."""
    told = [] if accepted else [{"code": reason}]
    return {
        "verdict": "accept" if accepted else "re-photo",
        "p_accept": (0.95 if accepted else 0.05) if p is None else p,
        "reasons": told,
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
    return Shot.model_validate({"file": file, "label": label, **known, **more})


def bad(file="b.jpg", cause="defocus", reasons=("blur",), **more):
    return shot(file, "re-photo", cause=cause, reasons=reasons, **more)


def good_and_bad(wrong_good=0, wrong_bad=0, of=10):
    """Return as many good as bad shots, the first of each with the wrong verdict."""
    return [
        *(Scored(shot(f"g{n}.jpg"), answer(n >= wrong_good)) for n in range(of)),
        *(Scored(bad(f"b{n}.jpg"), answer(n < wrong_bad)) for n in range(of)),
    ]


def written(folder, shots, limits=""):
    """Write a suite without photos."""
    lines = [json.dumps(s.model_dump(mode="json", exclude_none=True)) for s in shots]
    (folder / "manifest.jsonl").write_text("\n".join(lines) + "\n")
    if limits:
        (folder / "suite.toml").write_text(limits)
    return folder
