"""The pipeline on one screen: decode, locate, find the text, read, measure, decide."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from precheck.accept import model, sure
from precheck.capture import Capture, Page, Photo
from precheck.causes import causes
from precheck.cells.light import light_of
from precheck.decide import Evidence, decide
from precheck.decode import GUARDS, Guards, decode
from precheck.document import identify
from precheck.extended import extended
from precheck.extract import among, better, compared, extract
from precheck.features import features
from precheck.flatten import grey
from precheck.locate import locate
from precheck.measures import MEASURES
from precheck.models_dir import models_version
from precheck.number import Number, NumberState
from precheck.office import Office
from precheck.options import Options
from precheck.overlay import Marks, overlay
from precheck.qr import qr
from precheck.read import Reader
from precheck.sight import Sight, emptied, see
from precheck.text import read_again, read_map, regions, too_coarse
from precheck.verdict import Measurement, Verdict, Versions

SERVICE = version("precheck")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The verdict on one photo, and the overlay picture if it was asked for."""

    verdict: Verdict
    overlay: bytes | None = None
    """A JPEG."""


@dataclass(slots=True)
class Clock:
    """Milliseconds of each step."""

    start: float = field(default_factory=time.perf_counter)
    laps: dict[str, int] = field(default_factory=dict)
    _last: float = field(default_factory=time.perf_counter)

    def lap(self, step: str) -> None:
        """End a step, or a further part of one."""
        now = time.perf_counter()
        self.laps[step] = self.laps.get(step, 0) + round(1000 * (now - self._last))
        self._last = now

    def total(self) -> Mapping[str, int]:
        """Return all steps and their sum."""
        return {**self.laps, "total": round(1000 * (time.perf_counter() - self.start))}


def check(
    data: bytes,
    options: Options,
    office: Office,
    reader: Reader | None,
    *,
    guards: Guards = GUARDS,
) -> Answer:
    """Take the bytes of a picture to its verdict.

    Without a reader no number is read, and the verdict rests on legibility alone.
    Raises PrecheckError where there is no answer: unreadable bytes, a missing tool.
    """
    clock = Clock()
    photo = decode(data, page=options.page, guards=guards)
    clock.lap("decode")
    evidence = replace(_judged(looks(photo, options, office, reader, clock)), took_ms=clock.total())
    versions = Versions(service=SERVICE, models=models_version(), policy=office.policy)
    verdict = decide(evidence, options, office, versions)
    picture = overlay(evidence.photo.pixels, Marks.of(verdict)) if options.overlay else None
    return Answer(verdict=verdict, overlay=picture)


def _judged(seen: Iterator[tuple[Evidence, NDArray[np.float64] | None]]) -> Evidence:
    """Return the first look whose p_accept is sure, or the last."""
    for evidence, row in seen:
        judged = replace(evidence, p_accept=0.0 if row is None else model().probability(row))
        if sure(judged.p_accept):
            break
    return judged


def looks(
    photo: Photo, options: Options, office: Office, reader: Reader | None, clock: Clock
) -> Iterator[tuple[Evidence, NDArray[np.float64] | None]]:
    """Yield what the verdict will rest on, and the features of p_accept, look by look.

    The second look, for who asks for it, sees the text at another scale too. A single one without
    features where there is nothing to judge. See `check`.
    """
    page, looks_like = locate(photo)
    code = qr(grey(page))
    opens = None if code is None else code.opens
    known = identify(photo, page, looks_like, code)
    sight = see(photo, known.page, known.recognition, options, office)
    sight = _extended(photo, sight, office)
    clock.lap("locate")
    capture = _capture(photo, sight, office)
    sight = emptied(sight, capture)
    clock.lap("measure")
    if sight.empty is not None:
        yield Evidence(photo=photo, sight=sight, measurements=_measured(capture), qr=opens), None
        return
    number = _read(sight, capture.page, options, office, reader)
    clock.lap("read")
    measurements = _measured(capture)
    clock.lap("measure")
    first = Evidence(
        photo=photo,
        sight=sight,
        measurements=measurements,
        causes=causes(capture),
        number=number,
        qr=opens,
    )
    yield first, features(capture, number)
    text = read_again(capture.page, capture.text)
    capture = replace(capture, text=text, regions=regions(capture.page, text))
    measurements = _measured(capture)
    clock.lap("measure")
    second = replace(first, measurements=measurements, causes=causes(capture))
    yield second, features(capture, number)


def _extended(photo: Photo, sight: Sight, office: Office) -> Sight:
    """Extend the sheet of a known form beyond the frame that cuts it."""
    if sight.document.quad is None:
        return sight
    shapes = office.settings.documents[sight.document.type].shapes(sight.form)
    return sight.of(extended(photo, sight.page, shapes))


def _capture(photo: Photo, sight: Sight, office: Office) -> Capture:
    page, document = sight.page, office.settings.documents[sight.document.type]
    text = read_map(page)
    runs = regions(page, text)
    if too_coarse(page, text, runs):
        text = read_map(page, whole=True)
        runs = regions(page, text)
    return Capture(
        photo=photo,
        page=page,
        text=text,
        regions=runs,
        zones=document.must_read(sight.form),
        shapes=document.shapes(sight.form),
        light=light_of(photo, page, text),
    )


def _measured(capture: Capture) -> Mapping[str, Measurement]:
    return {name: measure(capture) for name, measure in MEASURES.items()}


def _read(
    sight: Sight, page: Page, options: Options, office: Office, reader: Reader | None
) -> Number | None:
    """Read the number: in its zone, or else in all of the head, for printings differ."""
    documents = office.settings.documents
    document = documents[sight.document.type]
    if not document.number or reader is None:
        return None
    zone = document.must_read(sight.form)[0]
    number = extract(page, document.number, zone, reader).number
    if number.state is not NumberState.READ:
        number = better(number, extract(page, document.number, None, reader).number)
    rivals = sum(documents[seen.type].number == document.number for seen in sight.rivals)
    return compared(among(number, rivals), options.expected_number)
