"""What `p_accept` is told from: how legible the number, the must-read zones and all text are."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from precheck.capture import Capture, Covers, TextMap, Zone
from precheck.cells import pose
from precheck.cells.gone import gone_by
from precheck.cells.sampled import needed
from precheck.cells.shade import bright
from precheck.cells.unlike import unlike
from precheck.cells.usual import usual_hole, usual_lost
from precheck.cells.weights import (
    READABLE,
    TEXT,
    UNREADABLE,
    Mask,
    beyond_reading,
    block,
    inside,
    within,
)
from precheck.cells.words import FAINTLY, Words, peak
from precheck.number import Number, NumberState
from precheck.verdict import Measurement

EDGE = 1.5  # cells from the frame's edge within which text runs into it
QUANTILES = (0.02, 0.1, 0.5)
STATES = {NumberState.UNREAD: 0.0, NumberState.DOUBTFUL: 0.5, NumberState.READ: 1.0}

DIRECTIONS: Mapping[str, int] = {
    **{
        f"{group}_q{round(100 * q):02d}": 1
        for group in ("number", "must", "all")
        for q in QUANTILES
    },
    **{
        f"{group}_{rank}": -1
        for group in ("number", "must", "all")
        for rank in (
            "lost",
            "dim",
            "clump",
            "hidden",
            "cover",
            "faint",
            "patch",
            "dead",
            "hole",
            "usual_lost",
            "usual_hole",
        )
    },
    "must_worst": 1,
    "all_worst": 1,
    "number_state": 1,
    "number_confidence": 1,
    "number_missed": -1,
    **dict.fromkeys(("cut", "occlusion", "glare", "perspective"), -1),
    "legibility": 1,
    "emptiest": 1,
    "zone_worst": 1,
    "outside": -1,
    "edge": -1,
    "stretch": -1,
    "covered": -1,
    "must_covered": -1,
    **dict.fromkeys(("must_spot", "must_under", "all_under", "must_thing", "must_print"), -1),
    **dict.fromkeys(("words_lost", "words_dim", "words_spot"), -1),
    "text": 0,
    "has_number": 0,
    "has_zones": 0,
}
"""Each feature, and whether the boosted trees rise (1) or fall (-1) with it, or either (0)."""


def features(
    capture: Capture, measurements: Mapping[str, Measurement], number: Number | None
) -> NDArray[np.float64]:
    """Return the features of one photo in the order of DIRECTIONS.

    Each is a share or an index of 0–1, but `text`, the decimal logarithm of the cells of text, and
    `perspective`, degrees.
    """
    zones, words = capture.zones, Words.of(capture)
    sure = capture.text.text >= TEXT
    number_zones = tuple(zone for zone in zones if zone.covers is Covers.NUMBER)
    values = {
        **_group("number", capture, words, number_zones),
        **_group("must", capture, words, zones),
        **_group("all", capture, words, ()),
        "must_worst": _worst(capture, zones),
        "all_worst": _worst(capture, ()),
        "number_state": 1.0 if number is None else STATES[number.state],
        "number_confidence": 1.0 if number is None else (number.confidence or 0.0),
        "number_missed": _missed(number_zones, number),
        "perspective": measurements["perspective"].value or 0.0,
        "cut": measurements["cropping"].share,
        "occlusion": float(gone_by(capture, ("occlusion",)).sum()),
        "glare": float(gone_by(capture, ("glare",))[bright(capture)].sum()),
        "legibility": measurements["legibility"].value or 0.0,
        "emptiest": min(
            (float((_inside(capture.text, (zone,)) & sure).mean()) for zone in zones), default=1
        ),
        "zone_worst": min((_readable(capture.text, zone) for zone in zones), default=1),
        "outside": float(1 - inside(capture).mean()),
        "edge": float((sure & (capture.light.inward < EDGE)).sum() / max(sure.sum(), 1)),
        "stretch": _stretch(capture),
        "covered": float(words.over.mean()),
        "must_covered": float(words.over[_inside(capture.text, zones)].mean()),
        **_spots(capture, zones),
        **_things(capture, _unread(zones, number)),
        **_needed(capture, words),
        "text": math.log10(1 + int(sure.sum())),
        "has_number": float(number is not None),
        "has_zones": float(bool(zones)),
    }
    return np.array([values[name] for name in DIRECTIONS], dtype=np.float64)


def _inside(text: TextMap, zones: Sequence[Zone]) -> Mask:
    """Return the cells that lie in any of the zones; all where there is none."""
    return within(text.text.shape, tuple(zones))


def _group(name: str, capture: Capture, words: Words, zones: Sequence[Zone]) -> dict[str, float]:
    """Return how legible the text in the zones is that shows, and how much of all of it is lost.

    Text that shows faintly counts in `faint` and `patch`, its worst spot; in `dead` and `hole` all
    paper counts on which text could not be read, whether or not there is any; in `usual_lost` and
    `usual_hole` that on which the form usually has some.
    """
    mask = _inside(capture.text, zones)
    beyond = beyond_reading(capture.text.legibility)
    faint = np.where(mask, capture.text.text, 0)
    unreadable = np.where(mask, 1 - capture.text.legibility, 0)
    shows = words.legibility[mask & (capture.text.text >= TEXT)]
    values = shows if shows.size else np.zeros(1, dtype=np.float32)
    quantiles = np.quantile(values, QUANTILES)
    weights = np.where(mask, words.weights, 0)
    total = max(float(weights.sum()), 1.0)
    return {
        **{
            f"{name}_q{round(100 * q):02d}": float(v)
            for q, v in zip(QUANTILES, quantiles, strict=True)
        },
        f"{name}_lost": float(weights[words.legibility < UNREADABLE].sum()) / total,
        f"{name}_dim": float(weights[words.legibility < READABLE].sum()) / total,
        f"{name}_clump": float(np.where(mask, words.clumps, 0).max(initial=0)),
        f"{name}_hidden": float(weights[words.hidden].sum()) / total,
        f"{name}_cover": float(np.where(mask, words.covers, 0).max(initial=0)),
        f"{name}_faint": float((faint * beyond).sum() / max(float(faint.sum()), 1.0)),
        f"{name}_patch": peak(faint * beyond),
        f"{name}_dead": float((capture.text.legibility[mask] < UNREADABLE).mean()),
        f"{name}_hole": peak(unreadable),
        f"{name}_usual_lost": usual_lost(capture, tuple(zones)),
        f"{name}_usual_hole": usual_hole(capture, tuple(zones)),
    }


def _spots(capture: Capture, zones: Sequence[Zone]) -> dict[str, float]:
    """Return the worst spot amid the text, of the size of a short word, whether or not text shows.

    `spot` could not be read; over `under` something lies as well.
    """
    text, amid, zoned = capture.text, block(capture), _inside(capture.text, zones)
    spot = np.where(amid, 1 - text.legibility, 0)
    under = spot if text.covered is None else np.minimum(spot, text.covered)
    return {
        "must_spot": peak(np.where(zoned, spot, 0)),
        "must_under": peak(np.where(zoned, under, 0)),
        "all_under": peak(under),
    }


def _missed(zones: Sequence[Zone], number: Number | None) -> float:
    """Return how far a number from a printer is from read; 0 where a typewriter wrote it.

    Of legible pages whose number was unread, printed ones were unacceptable in 65 cases of 67, old
    forms, which are typed, in 16 of 49 (calibration set and lessons).
    """
    if number is None or any(zone.typed for zone in zones):
        return 0.0
    return 1 - STATES[number.state]


def _unread(zones: Sequence[Zone], number: Number | None) -> tuple[Zone, ...]:
    """Return the zones without that of a number that was read: nothing lies over it."""
    read = number is not None and number.state is NumberState.READ
    return tuple(zone for zone in zones if not (read and zone.covers is Covers.NUMBER))


def _things(capture: Capture, zones: Sequence[Zone]) -> dict[str, float]:
    """Return the worst spot amid the text that is covered by a `thing`, or over `print`."""
    text = capture.text
    if text.covered is None:
        return {"must_thing": 0.0, "must_print": 0.0}
    amid = block(capture) & _inside(text, zones)
    under = np.where(amid, np.minimum(1 - text.legibility, text.covered), 0)
    return {"must_thing": peak(under * unlike(capture)), "must_print": peak(under * text.text)}


def _needed(capture: Capture, words: Words) -> dict[str, float]:
    """Return how much is lost where pages like this one have words that must be read.

    Nothing of an unknown form. `dim` is hard to read at best, `spot` the
    worst short word.
    """
    shown = inside(capture) & ~words.hidden
    legibility = np.where(shown, capture.text.legibility, np.float32(0))
    weights = needed(capture)
    gone = weights * beyond_reading(legibility)
    total = max(float(weights.sum()), 1.0)
    return {
        "words_lost": float(gone.sum()) / total,
        "words_dim": float(weights[legibility < READABLE].sum()) / total,
        "words_spot": peak(gone),
    }


def _readable(text: TextMap, zone: Zone) -> float:
    """Return the share of a zone's text, faint text included, that can be read; 1 without any."""
    shows = np.where(_inside(text, (zone,)) & (text.text >= FAINTLY), text.text, 0)
    read = shows * (1 - beyond_reading(text.legibility))
    return float(read.sum() / shows.sum()) if shows.any() else 1.0


def _stretch(capture: Capture) -> float:
    """Return how far the sheet's shape is off its form's, 0 and up: a part of it may be missing."""
    seen = pose.shape(capture.page.sheet.quad, capture.photo)
    if seen is None:
        return 0.0
    return min((abs(math.log(max(seen, 1e-3) / shape)) for shape in capture.shapes), default=0.0)


def _worst(capture: Capture, zones: Sequence[Zone]) -> float:
    """Return the legibility of the worst run of text in the zones, 0–1."""
    height, width = capture.page.flat.shape[:2]
    values = [
        region.legibility
        for region in capture.regions
        if not zones or any(_centre_in(region.box, zone, width, height) for zone in zones)
    ]
    return min(values, default=0.0)


def _centre_in(box: tuple[int, int, int, int], zone: Zone, width: int, height: int) -> bool:
    x, y = (box[0] + box[2] / 2) / width, (box[1] + box[3] / 2) / height
    x0, y0, x1, y1 = zone.box
    return x0 <= x <= x1 and y0 <= y <= y1
