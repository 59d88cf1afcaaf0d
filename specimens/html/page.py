"""A page before the browser paints it, and the sheet that comes of it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import as_picture, plain
from specimens.atlas import Layout, clean_strip, similar, strip
from specimens.canvas import Canvas
from specimens.html.browser import Placed, Rendered, render
from specimens.html.markup import mm
from specimens.html.paper import Paper
from specimens.ink import Box
from specimens.sheet import Sheet, Word

PRINT_MM = 2.5  # strokes and gaps of print up to this width are closed to find the paper below
INK = 250
"""Grey level of the print under which a pixel belongs to a word, as on the canvas printer."""
STRAY_INK = 150
"""Grey level under which ink outside all words spoils a page."""
MAX_OVERLAP, MAX_NEEDED_OVERLAP = 0.35, 0.12
"""Share of a word's box that another's may cover: of any word, and of one that must be read."""
READABLE, MIN_READABLE_SHARE = 0.78, 0.975
"""Legibility of a word that is plainly readable, and the share of all words that are."""
MIN_DEVIATION = 18.0
"""Grey levels of deviation of a word that is printed strongly enough to survive a photograph."""
BASE = """
*{margin:0;padding:0;box-sizing:border-box}
html{background:#fff} body{overflow:hidden;font-variant-numeric:lining-nums}
#sheet{position:relative;overflow:hidden}
#paper,#over{position:absolute;inset:0;pointer-events:none}
#room{position:absolute} #flow{width:100%;display:flex;flex-direction:column;
 justify-content:space-between}
#flow>*{flex:none}
.w{white-space:nowrap}
.row{display:flex} .grow{flex:1 1 0}
table{border-collapse:collapse} td,th{text-align:left;vertical-align:top;font-weight:inherit}
svg,img{display:block}
.keep{white-space:nowrap}
body.print #paper,body.print #over,body.print svg,body.print img{visibility:hidden!important}
body.print *{background:none!important;border-color:transparent!important;outline:none!important;
 box-shadow:none!important;text-shadow:none!important;text-decoration:none!important;
 opacity:1!important;filter:none!important;column-rule-color:transparent!important}
body.print .w{color:var(--layer)!important}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the grammar."""

    type: str
    size_mm: tuple[float, float]
    px_per_mm: float
    paper: Paper
    css: str
    flow: str
    """Content that is laid out from top to bottom and shrunk to fit."""
    margins: tuple[float, float, float, float]
    """Top, right, bottom, left, in millimetres."""
    over: str = ""
    """What lies over the print: holes, ticks, watermark texts."""
    number: tuple[str, str] | None = None
    """Its kind and the number as printed."""
    glossy: bool = False
    fill: float = 0.0
    """Share of the room's height that the content is spread over at least."""
    least_zoom: float = 0.6
    """Smallest factor of shrinking with which the page is still acceptable."""

    @property
    def html(self) -> str:
        """The document for the browser."""
        width, height = self.size_mm
        top, right, bottom, left = self.margins
        room = (
            f"left:{mm(left)};top:{mm(top)};width:{mm(width - left - right)};"
            f"height:{mm(height - top - bottom)}"
        )
        style = f"html{{font-size:{self.px_per_mm}px}}{BASE}{self.css}"
        return (
            f"<!doctype html><html lang=id><meta charset=utf-8><style>{style}</style><body>"
            f'<div id=sheet style="width:{mm(width)};height:{mm(height)};'
            f'background:{self.paper.colour}">'
            f'<div id=paper>{self.paper.svg}</div><div id=room style="{room}">'
            f'<div id=flow style="min-height:{100 * self.fill:.0f}%">{self.flow}</div>'
            f"</div><div id=over>{self.over}</div></div>"
        )

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height in pixels."""
        width, height = self.size_mm
        return round(width * self.px_per_mm), round(height * self.px_per_mm)


def canvas_of(page: Page) -> Canvas | None:
    """Return a page painted, or None where words overlap, are cut off or too small."""
    seen = render(page.html, page.size_px)
    if seen.zoom < page.least_zoom:
        return None
    printed = seen.ink.min(2)
    boxes = [tight(word, seen) for word in seen.words]
    if not fits(seen, boxes) or stray(printed, boxes):
        return None
    canvas = Canvas(seen.pixels, page.px_per_mm)
    canvas.ground = _ground(page, seen)
    canvas.printed = as_picture(printed)
    canvas.words = [
        Word(text=word.text, box=box, field=word.field, must_read=word.must_read)
        for word, box in zip(seen.words, boxes, strict=True)
        if box is not None
    ]
    return canvas


def _ground(page: Page, seen: Rendered) -> NDArray[np.uint8]:
    """Return the paper without print, which lost ink shows: exact on paper of one colour."""
    height, width = seen.pixels.shape[:2]
    if not page.paper.svg:
        red, green, blue = bytes.fromhex(page.paper.colour[1:])
        return plain((height, width), (blue, green, red))
    small = cv2.resize(seen.pixels, (width // 8, height // 8), interpolation=cv2.INTER_AREA)
    side = max(3, round(PRINT_MM * page.px_per_mm / 8))
    bare = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    return as_picture(cv2.resize(bare, (width, height)))


def tight(word: Placed, seen: Rendered) -> Box | None:
    """Return the box of a word's ink, None where there is none."""
    height, width = seen.ink.shape[:2]
    x, y, w, h = word.rect
    across, down = word.reach[0] * h, word.reach[1] * h
    x0, x1 = max(int(x - across), 0), min(int(x + w + across) + 1, width)
    y0, y1 = max(int(y - down), 0), min(int(y + h + down) + 1, height)
    ink = seen.ink[y0:y1, x0:x1, word.layer] < INK
    if not ink.any():
        return None
    columns, rows = np.flatnonzero(ink.any(0)), np.flatnonzero(ink.any(1))
    left, top = x0 + columns[0], y0 + rows[0]
    return (
        float(left),
        float(top),
        float(columns[-1] - columns[0] + 1),
        float(rows[-1] - rows[0] + 1),
    )


def stray(printed: NDArray[np.uint8], boxes: list[Box | None]) -> bool:
    """Whether ink of the print lies outside the words' boxes."""
    ink = printed < STRAY_INK
    for box in boxes:
        if box is not None:
            x, y, w, h = map(int, box)
            ink[y : y + h, x : x + w] = False
    return bool(ink.any())


def fits(seen: Rendered, boxes: list[Box | None]) -> bool:
    """Whether all words lie on the sheet and apart from one another."""
    height, width = seen.ink.shape[:2]
    found = [box for box in boxes if box is not None]
    if len(found) < len(boxes):
        return False
    if not found:
        return True
    edges = np.array([(x, y, x + w, y + h) for x, y, w, h in found])
    if edges[:, :2].min() < 3 or edges[:, 2].max() > width - 3 or edges[:, 3].max() > height - 3:
        return False
    needed = np.array([word.must_read for word in seen.words])
    across = np.minimum(edges[:, None, 2], edges[:, 2]) - np.maximum(edges[:, None, 0], edges[:, 0])
    down = np.minimum(edges[:, None, 3], edges[:, 3]) - np.maximum(edges[:, None, 1], edges[:, 1])
    shared = np.maximum(across, 0) * np.maximum(down, 0)
    np.fill_diagonal(shared, 0)
    area = (edges[:, 2] - edges[:, 0]) * (edges[:, 3] - edges[:, 1])
    share = shared.max(1) / area
    return bool((share <= np.where(needed, MAX_NEEDED_OVERLAP, MAX_OVERLAP)).all())


def legible(sheet: Sheet) -> bool:
    """Whether patterns, stamps and pale ink leave the words of a new sheet readable.

    Measured as the truth of a photo is, on the sheet itself.
    """
    words = [word for word in sheet.words if word.counts]
    if not words:
        return True
    boxes = np.array([word.box for word in words], np.float32)
    layout = Layout.of(boxes)
    grey = as_picture(cv2.cvtColor(sheet.pixels, cv2.COLOR_BGR2GRAY))
    clean = clean_strip(sheet.printed, sheet.px_per_mm, layout, boxes)
    match, deviation = similar(clean, strip(grey, layout, None, boxes[:, 3]), layout)
    good = match * np.minimum(1, deviation / MIN_DEVIATION) >= READABLE
    needed = np.array([word.must_read for word in words])
    return bool(good[needed].all() and good.mean() >= MIN_READABLE_SHARE)
