"""A fake core that answers at once."""

import threading

import numpy as np

from precheck.decision.verdict import (
    CheckedPhoto,
    Code,
    Decision,
    Finding,
    Image,
    Next,
    Reason,
    Verdict,
    Versions,
)
from precheck.document.subject import DetectedDocument
from precheck.errors import NotAPicture
from precheck.measurement import Measurement
from precheck.number.result import Number, NumberState
from precheck.office.limit import Limit

NUMBER = "3514010101209001"
CHANCE = ("id", "at", "reference_mac", "file_mac", "call_mac")
"""Columns of a row of `/check` that may hold any four digits by chance."""
FEATURES = (0.25, 1.0)
BOX = np.array([[10, 10], [90, 10], [90, 20], [10, 20]], dtype=np.float32)
LIMIT = Limit(at_most=0.02, unit="share of text area", source="test")


def verdict(data, options, *, accepted=True):
    reason = Reason(code=Code.GLARE, where=BOX, share=0.4)
    return Verdict(
        decision=Decision.ACCEPT if accepted else Decision.RE_PHOTO,
        next=Next.DONE if accepted else Next.RETRY,
        p_accept=0.99 if accepted else 0.01,
        reasons=() if accepted else (reason,),
        notes=(),
        document=DetectedDocument(type="kk", confidence=0.98, quad=BOX),
        turn=0,
        others=(),
        number=Number(kind="kk", state=NumberState.READ, value=NUMBER, box=BOX),
        qr=None,
        findings={"glare": Finding(code="glare", measurement=Measurement(value=0.0), limit=LIMIT)},
        image=Image(format="jpeg", width=100, height=50, bytes=len(data), page=1, pages=1),
        took_ms={"total": 1},
        versions=Versions(service="0", models="0", policy="default"),
        requested=options.types,
    )


class Core:
    """A core that records its calls, and raises or waits as the test sets it."""

    def __init__(self):
        self.asked = []
        self.error = None
        self.accepted = True
        self.gate = threading.Event()
        self.gate.set()
        self.begun = threading.Semaphore(0)

    def __call__(self, data, options, _office):
        self.asked.append((data, options))
        self.begun.release()
        assert self.gate.wait(10)
        if self.error is not None:
            raise self.error
        if data.startswith(b"junk"):
            raise NotAPicture("The bytes are of no picture format we read.")
        picture = b"\xff\xd8overlay" if options.overlay else None
        return CheckedPhoto(
            verdict=verdict(data, options, accepted=self.accepted),
            overlay=picture,
            features=FEATURES,
        )


def without_chance(row):
    """Return a row of `/check` without CHANCE."""
    return {name: value for name, value in row.items() if name not in CHANCE}
