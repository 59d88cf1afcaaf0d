"""A core that answers at once: what the web layer is tested against."""

import threading

import numpy as np

from precheck.check import Answer
from precheck.errors import NotAPicture
from precheck.number import Number, NumberState
from precheck.verdict import (
    Code,
    Decision,
    Finding,
    Image,
    Limit,
    Measurement,
    Next,
    Reason,
    Seen,
    Verdict,
    Versions,
)

NUMBER = "3514010101209001"
CHANCE = ("id", "at", "reference_mac", "file_mac")
"""Of a row of `/check`: what holds any four digits now and then, and tells nothing by them."""
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
        document=Seen(type="kk", confidence=0.98, quad=BOX),
        turn=0,
        others=(),
        number=Number(kind="kk", state=NumberState.READ, value=NUMBER, box=BOX),
        qr=None,
        findings={"glare": Finding(code="glare", measurement=Measurement(value=0.0), limit=LIMIT)},
        image=Image(format="jpeg", width=100, height=50, bytes=len(data), page=1, pages=1),
        took_ms={"total": 1},
        versions=Versions(service="0", models="0", policy="default"),
        asked=options.types,
    )


class Core:
    """Remembers what it was asked; raises or waits where told to."""

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
        return Answer(verdict=verdict(data, options, accepted=self.accepted), overlay=picture)


def without_chance(row):
    """Return a row of `/check` without CHANCE."""
    return {name: value for name, value in row.items() if name not in CHANCE}
