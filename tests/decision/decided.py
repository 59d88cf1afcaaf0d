"""Verdicts on given evidence, for the tests of the decision."""

from dataclasses import replace

import numpy as np

from precheck.capture import Photo, Sheet, SheetlessFrame
from precheck.decision.decide import decide
from precheck.decision.verdict import Observation
from precheck.document.subject import DetectedDocument, Subject
from precheck.measurement import Measurement
from precheck.measures import MEASURES
from precheck.number.result import Number
from precheck.office.policy import Office
from precheck.options import Options
from precheck.sheet.rectify import rectify

OFFICE = Office.load()
AUTO = Options()
PHOTO = Photo(pixels=np.full((90, 160, 3), 200, np.uint8), format="jpeg", bytes=9)
QUAD = np.array([[5, 5], [150, 5], [150, 80], [5, 80]], np.float32)
PAGE = rectify(PHOTO, Sheet(quad=QUAD, confidence=1.0), 0)
FINE = {code: Measurement(value=None) for code in MEASURES} | {"cropping": Measurement(value=0.0)}


def seen(type_: str, size: float = 1.0) -> DetectedDocument:
    return DetectedDocument(type=type_, confidence=0.9, quad=np.float32(QUAD * size))


def decided(*evidence, options: Options = AUTO, office: Office = OFFICE, **further):
    return decide(observed(*evidence, **further), options, office)


def observed(
    type_: str = "kk",
    *,
    form: str = "white",
    p: float = 0.99,
    others: tuple[str, ...] = (),
    beside: float = 1.0,
    lies: dict[str, float] | None = None,
    empty: str | None = None,
    sheet: bool = True,
    measured: dict[str, Measurement] | None = None,
    causes: dict[str, float] | None = None,
    number: Number | None = None,
    photo: Photo = PHOTO,
    edge_width: float | None = None,
):
    others_seen = tuple(seen(other, beside) for other in others)
    lying = {"confidence": 0.9, **(lies or {})}
    page = replace(
        PAGE,
        others=tuple(Sheet(quad=one.quad, **lying) for one in others_seen),
        sheetless=None if sheet else SheetlessFrame(paper=0.0, part=False),
    )
    subject = Subject(document=seen(type_), page=page, others=others_seen, form=form, empty=empty)
    return Observation(
        photo=photo,
        subject=subject,
        p_accept=p,
        measurements=FINE | (measured or {}),
        causes=causes or {},
        number=number,
        edge_width=edge_width,
    )
