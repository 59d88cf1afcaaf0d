"""`precheck.check`: the check as a call of a Python program."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.answer.as_json import Json, as_dict, new_id
from precheck.answer.fixes import measured_fixes
from precheck.answer.overlay import Marks, draw_overlay
from precheck.answer.sentences import MessageContext, compose
from precheck.check import check
from precheck.decision.verdict import Decision, Finding, Next, Reason, Verdict
from precheck.decode.file import decode
from precheck.decode.guards import DEFAULT_GUARDS, Guards
from precheck.number.result import Number
from precheck.ocr.tesseract import Reader, open_reader
from precheck.office.policy import Office
from precheck.options import LANGUAGES, TYPES, Options, has_digit, requested_types

Picture = str | os.PathLike[str] | bytes | NDArray[np.uint8]
"""A path, the bytes of a file, or pixels: H × W grey or H × W × 3 RGB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answer on one picture, as `POST /check` gives it. Its repr shows no number."""

    verdict: Decision
    """`"accept"` or `"re-photo"`; equal to these strings."""
    next: Next
    """`"done"`, `"retry"` or `"officer"`."""
    p_accept: float
    """0–1: calibrated probability that the photo meets the accept policy. Higher is better."""
    reasons: tuple[Reason, ...]
    """Why another photo is needed, the costliest first; empty on accept."""
    notes: tuple[Reason, ...]
    """What was seen and decided nothing."""
    message: str = field(repr=False)
    """For the citizen, in the language asked for."""
    message_short: str = field(repr=False)
    document: str
    """Type of the paper that was recognised; `"other"` for any other paper."""
    number: Number | None = field(repr=False)
    """The document's number; None where the paper has none. `number.value` is None if unread."""
    measures: Mapping[str, Finding] = field(repr=False)
    """By reason code and `legibility`: the measured value and its limit."""
    _verdict: Verdict = field(repr=False)
    _options: Options = field(repr=False)
    _data: bytes = field(repr=False)
    _guards: Guards = field(repr=False)

    def overlay(self) -> bytes:
        """Return the picture with outline, number and reasons drawn in: a JPEG, at most 1280 px."""
        photo = decode(self._data, page=self._options.page, guards=self._guards)
        return draw_overlay(photo.pixels, Marks.of(self._verdict, self._options.lang))

    def fixes(self) -> dict[str, str]:
        """Return by reason code how far to move or tilt the camera, where the figures tell it."""
        return measured_fixes(self.as_dict(), office().settings.texts[self._options.lang].fixes)

    def as_dict(self) -> Json:
        """Return the object that `POST /check` answers with, under a new id."""
        return as_dict(self._verdict, self._options, office(), id_=new_id())


@cache
def office() -> Office:
    """Return the office in force. Raises BadPolicy for a faulty file in PRECHECK_POLICY."""
    path = os.environ.get("PRECHECK_POLICY")
    return Office.load(Path(path) if path else None)


@cache
def reader() -> Reader:
    """Return this process's tesseract reader. Raises ToolMissing."""
    return open_reader()


def check_picture(picture: Picture, options: Options) -> Result:
    """Return the answer on one picture; see `precheck.check`."""
    data, guards = _file(picture)
    verdict = check(data, options, office(), reader(), guards=guards).verdict
    message, short = compose(MessageContext.of(verdict), options, office())
    return Result(
        verdict=verdict.decision,
        next=verdict.next,
        p_accept=verdict.p_accept,
        reasons=verdict.reasons,
        notes=verdict.notes,
        message=message,
        message_short=short,
        document=verdict.document.type,
        number=verdict.number,
        measures=verdict.findings,
        _verdict=verdict,
        _options=options,
        _data=data,
        _guards=guards,
    )


def options_of(
    types: str | Sequence[str], lang: str, attempt: int, page: int, expected_number: str | None
) -> Options:
    """Return the options of a call. Raises ValueError for a value that no option has."""
    wanted = (types,) if isinstance(types, str) else tuple(types)
    for name, value, known in (
        *(("type", one, ("auto", *TYPES)) for one in wanted),
        ("lang", lang, LANGUAGES),
    ):
        if value not in known:
            raise ValueError(f"{name}={value!r}: give one of {', '.join(known)}.")
    for name, count in (("attempt", attempt), ("page", page)):
        if count < 1:
            raise ValueError(f"{name}={count}: counts from 1.")
    if expected_number is not None and not has_digit(expected_number):
        raise ValueError("expected_number holds no digit.")
    return Options(
        types=requested_types(wanted),
        lang=lang,
        attempt=attempt,
        page=page,
        expected_number=expected_number,
    )


def _file(picture: Picture) -> tuple[bytes, Guards]:
    """Return the bytes of a file, and the limits that it is decoded under."""
    if isinstance(picture, np.ndarray):
        png = _png(picture)
        return png, replace(DEFAULT_GUARDS, max_bytes=max(DEFAULT_GUARDS.max_bytes, len(png)))
    if isinstance(picture, bytes):
        return picture, DEFAULT_GUARDS
    return Path(picture).read_bytes(), DEFAULT_GUARDS


def _png(pixels: NDArray[np.uint8]) -> bytes:
    """Return pixels as a PNG, not compressed. Raises ValueError for another type or shape."""
    grey, rgb = pixels.ndim == 2, pixels.ndim == 3 and pixels.shape[2] == 3
    if pixels.dtype != np.uint8 or pixels.size == 0 or not (grey or rgb):
        raise ValueError(
            f"An array of {pixels.dtype} {pixels.shape}: give uint8, H × W grey or H × W × 3 RGB."
        )
    DEFAULT_GUARDS.check_pixels(pixels.shape[1], pixels.shape[0])
    _, png = cv2.imencode(
        ".png", pixels if grey else pixels[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 0]
    )
    return png.tobytes()
