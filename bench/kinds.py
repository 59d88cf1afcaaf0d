"""Photos by kind, the processor time of each, and that of readers of whole photos on the same."""

import os
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pytesseract

from precheck.check import check
from precheck.decision.verdict import Decision, Verdict
from precheck.number.result import NumberState
from precheck.ocr.tesseract import Reader
from precheck.office.policy import Office
from precheck.options import Options

ALL = "all photos"
AIMS_MS: Mapping[str, int | None] = {
    "accepted, number read": 90,
    "sent back, number read": None,
    "number doubtful or unread": 250,
    "no known form": 180,
    ALL: 90,
}
"""By kind of photo, the median aimed at."""
AIM_P95_MS, AIM_RATIO = 300, 10
"""Of all photos: the 95th percentile, and how many times as long tesseract takes."""

OFFICE = Office.load()


@dataclass(frozen=True, slots=True)
class TimedPhoto:
    """One photo and the processor time of its check."""

    data: bytes
    kind: str
    ms: float


def kind_of(verdict: Verdict) -> str:
    """Return the kind of a photo, a key of AIMS_MS."""
    if verdict.number is None:
        return "no known form"
    if verdict.number.state is not NumberState.READ:
        return "number doubtful or unread"
    accepted = verdict.decision is Decision.ACCEPT
    return "accepted, number read" if accepted else "sent back, number read"


def timed_check(data: bytes, reader: Reader | None) -> TimedPhoto:
    """Check a photo in this process."""
    start = processor_seconds()
    verdict = check(data, Options(), OFFICE, reader).verdict
    return TimedPhoto(data, kind_of(verdict), 1000 * (processor_seconds() - start))


def by_kind(photos: Sequence[bytes], reader: Reader) -> Mapping[str, list[TimedPhoto]]:
    """Check photos and group them by kind; the first check, which loads, is not counted."""
    timed_check(photos[0], reader)
    groups: defaultdict[str, list[TimedPhoto]] = defaultdict(list)
    for data in photos:
        one = timed_check(data, reader)
        groups[one.kind].append(one)
        groups[ALL].append(one)
    return {kind: groups[kind] for kind in AIMS_MS if groups[kind]}


def tesseract_text(photo: bytes) -> str:
    """Return the text that tesseract alone reads on the whole photo: the baseline."""
    pixels = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_COLOR)
    rgb = cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB)
    return str(pytesseract.image_to_string(rgb, lang="ind", config="--psm 11"))


def median_ms(work: Callable[[bytes], object], photos: Sequence[bytes]) -> float:
    """Return the median of the processor milliseconds of a photo, child processes included.

    The first call, which loads, is not counted.
    """
    work(photos[0])
    times = []
    for photo in photos:
        start = processor_seconds()
        work(photo)
        times.append(1000 * (processor_seconds() - start))
    return statistics.median(times)


def processor_seconds() -> float:
    """Return the processor time of this process and of its children that have ended."""
    return time.process_time() + sum(os.times()[2:4])


def p95(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return float(np.percentile(times, 95))
