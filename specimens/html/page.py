"""A page of HTML, its rendering by the browser, and the checks of its words."""

from dataclasses import dataclass
from functools import reduce

import cv2
import numpy as np

from specimens.arrays import Picture, as_picture, uniform
from specimens.drawing.canvas import Canvas
from specimens.drawing.ink import Box
from specimens.html.browser import PlacedWord, RenderedPage, render
from specimens.html.parts.markup import mm
from specimens.html.parts.paper import PaperDesign
from specimens.sheet import DrawnSheet, PrintedWord
from specimens.truth.word_strips import StripLayout, correlate, cut_reference_words, cut_words

MAX_STROKE_MM = 2.5  # strokes up to this width are removed by closing, to estimate the paper
MAX_PRINT_LEVEL = 250
"""Grey level of the print; a darker pixel belongs to a word, as on the canvas printer."""
MAX_STRAY_LEVEL = 150
"""Grey level; darker ink outside of all words rejects a page."""
MAX_OVERLAP, MAX_NEEDED_OVERLAP = 0.35, 0.12
"""Share of a word's box that another word may overlap; of a must-read word."""
MIN_PAGE_INDEX, MIN_READABLE_SHARE = 0.78, 0.975
"""Minimum legibility index of a word, and share of all words that reach it."""
MIN_DEVIATION = 18.0
"""Standard deviation in grey levels of a word with full contrast."""
BASE_CSS = """
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
class HtmlPage:
    """One page of the grammar."""

    type: str
    size_mm: tuple[float, float]
    px_per_mm: float
    paper: PaperDesign
    css: str
    flow: str
    """HTML content, laid out from top to bottom and scaled down to fit."""
    margins: tuple[float, float, float, float]
    """Top, right, bottom, left, in millimetres."""
    over: str = ""
    """HTML over the print: holes, ticks, watermark texts."""
    number: tuple[str, str] | None = None
    """Its kind and the number as printed."""
    glossy: bool = False
    fill: float = 0.0
    """Minimum share of the available height that the content is spread over."""
    least_zoom: float = 0.6
    """Minimum scale of an acceptable page."""

    @property
    def html(self) -> str:
        """The document for the browser."""
        width, height = self.size_mm
        top, right, bottom, left = self.margins
        room = (
            f"left:{mm(left)};top:{mm(top)};width:{mm(width - left - right)};"
            f"height:{mm(height - top - bottom)}"
        )
        style = f"html{{font-size:{self.px_per_mm}px}}{BASE_CSS}{self.css}"
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


def render_page(page: HtmlPage) -> Canvas | None:
    """Return the rendered page; None where words overlap, are cut or too small."""
    rendered = render(page.html, page.size_px)
    if rendered.zoom < page.least_zoom:
        return None
    printed = as_picture(reduce(cv2.min, cv2.split(rendered.ink)))  # numpy takes 20 times as long
    boxes = [ink_box(word, rendered) for word in rendered.words]
    if not words_fit(rendered, boxes) or has_stray_ink(printed, boxes):
        return None
    canvas = Canvas(rendered.pixels, page.px_per_mm)
    canvas.ground = _ground(page, rendered)
    canvas.printed = printed
    canvas.words = [
        PrintedWord(text=word.text, box=box, field=word.field, must_read=word.must_read)
        for word, box in zip(rendered.words, boxes, strict=True)
        if box is not None
    ]
    return canvas


def _ground(page: HtmlPage, rendered: RenderedPage) -> Picture:
    """Return the paper without print, which shows where ink is lost; exact on uniform paper."""
    height, width = rendered.pixels.shape[:2]
    if not page.paper.svg:
        red, green, blue = bytes.fromhex(page.paper.colour[1:])
        return uniform((height, width), (blue, green, red))
    small = cv2.resize(rendered.pixels, (width // 8, height // 8), interpolation=cv2.INTER_AREA)
    side = max(3, round(MAX_STROKE_MM * page.px_per_mm / 8))
    bare = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    return as_picture(cv2.resize(bare, (width, height)))


def ink_box(word: PlacedWord, rendered: RenderedPage) -> Box | None:
    """Return the bounding box of a word's ink, None without ink."""
    height, width = rendered.ink.shape[:2]
    x, y, w, h = word.rect
    across, down = word.reach[0] * h, word.reach[1] * h
    x0, x1 = max(int(x - across), 0), min(int(x + w + across) + 1, width)
    y0, y1 = max(int(y - down), 0), min(int(y + h + down) + 1, height)
    ink = rendered.ink[y0:y1, x0:x1, word.layer] < MAX_PRINT_LEVEL
    if not ink.any():
        return None
    columns, rows = np.flatnonzero(ink.any(0)), np.flatnonzero(ink.any(1))
    left, top = x0 + columns[0], y0 + rows[0]
    return (
        float(left), float(top), float(columns[-1] - columns[0] + 1),
        float(rows[-1] - rows[0] + 1),
    )  # fmt: skip


def has_stray_ink(printed: Picture, boxes: list[Box | None]) -> bool:
    """Whether ink of the print is outside the words' boxes."""
    ink = printed < MAX_STRAY_LEVEL
    for box in boxes:
        if box is not None:
            x, y, w, h = map(int, box)
            ink[y : y + h, x : x + w] = False
    return bool(ink.any())


def words_fit(rendered: RenderedPage, boxes: list[Box | None]) -> bool:
    """Whether all words are on the sheet and do not overlap."""
    height, width = rendered.ink.shape[:2]
    found = [box for box in boxes if box is not None]
    if len(found) < len(boxes):
        return False
    if not found:
        return True
    edges = np.array([(x, y, x + w, y + h) for x, y, w, h in found])
    if edges[:, :2].min() < 3 or edges[:, 2].max() > width - 3 or edges[:, 3].max() > height - 3:
        return False
    must_read = np.array([word.must_read for word in rendered.words])
    across = np.minimum(edges[:, None, 2], edges[:, 2]) - np.maximum(edges[:, None, 0], edges[:, 0])
    down = np.minimum(edges[:, None, 3], edges[:, 3]) - np.maximum(edges[:, None, 1], edges[:, 1])
    shared = np.maximum(across, 0) * np.maximum(down, 0)
    np.fill_diagonal(shared, 0)
    area = (edges[:, 2] - edges[:, 0]) * (edges[:, 3] - edges[:, 1])
    share = shared.max(1) / area
    return bool((share <= np.where(must_read, MAX_NEEDED_OVERLAP, MAX_OVERLAP)).all())


def is_legible(sheet: DrawnSheet) -> bool:
    """Whether the words are legible on patterns, under stamps and in pale ink.

    Measured like the truth of a photo, on the sheet itself.
    """
    words = [word for word in sheet.words if word.is_scored]
    if not words:
        return True
    boxes = np.array([word.box for word in words], np.float32)
    layout = StripLayout.of(boxes)
    grey = as_picture(cv2.cvtColor(sheet.pixels, cv2.COLOR_BGR2GRAY))
    clean = cut_reference_words(sheet.printed, sheet.px_per_mm, layout, boxes)
    match, deviation = correlate(clean, cut_words(grey, layout, None, boxes[:, 3]), layout)
    good = match * np.minimum(1, deviation / MIN_DEVIATION) >= MIN_PAGE_INDEX
    must_read = np.array([word.must_read for word in words])
    return bool(good[must_read].all() and good.mean() >= MIN_READABLE_SHARE)
