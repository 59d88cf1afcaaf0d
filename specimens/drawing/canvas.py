"""The canvas of a page: printing a word draws it and appends it to the list of words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from specimens.arrays import Picture
from specimens.drawing.fonts import render_text, text_width
from specimens.drawing.ink import (
    CAPTION,
    POINT_MM,
    Box,
    Colour,
    Print,
    Tag,
    blend,
    bounding_box,
    break_into_dots,
)
from specimens.sheet import DrawnSheet, PrintedWord


@dataclass(slots=True)
class Canvas:
    """The page being printed. Lengths are millimetres from its top left corner."""

    pixels: Picture
    px_per_mm: float
    printed: Picture = field(init=False)
    ground: Picture = field(init=False)
    """The empty form."""
    words: list[PrintedWord] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ground = self.pixels.copy()
        self.printed = np.full(self.pixels.shape[:2], 255, np.uint8)

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        height, width = self.printed.shape
        return width / self.px_per_mm, height / self.px_per_mm

    def font_px(self, style: Print) -> float:
        """Return the em of a print in pixels, in quarter steps for the font cache."""
        return max(4.0, round(style.size_pt * POINT_MM * self.px_per_mm * 4) / 4)

    def width(self, text: str, style: Print) -> float:
        """Return the advance of a text in millimetres."""
        return text_width(style.face, self.font_px(style), text) / self.px_per_mm

    def fit(self, text: str, style: Print, room_mm: float) -> Print:
        """Return the print, scaled down where the text would exceed the width."""
        width = self.width(text, style)
        return style if width <= room_mm else style.scaled(0.98 * room_mm / width)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        style: Print,
        tag: Tag = CAPTION,
        align: float = 0.0,
        room_mm: float | None = None,
    ) -> float:
        """Print a line with its baseline at y; return the x at its end.

        align: 0 starts at x, 0.5 is centred on x, 1 ends at x.
        """
        if room_mm is not None:
            style = self.fit(text, style, room_mm)
        x -= align * self.width(text, style)
        space = self.width(" ", style)
        for word in text.split(" "):
            if word:
                self._word(x, y, word, style, tag)
            x += self.width(word, style) + space
        return x - space

    def _word(self, x: float, y: float, word: str, style: Print, tag: Tag) -> None:
        at = (x + style.shift_mm[0], y + style.shift_mm[1])
        box = self._ink(*self._glyphs(at, word, style), style)
        if box is not None:
            self.words.append(
                PrintedWord(text=word, box=box, field=tag.field, must_read=tag.must_read)
            )

    def _glyphs(self, at: tuple[float, float], text: str, style: Print) -> tuple[Picture, int, int]:
        x, y = at[0] * self.px_per_mm, at[1] * self.px_per_mm
        mask, (right, down) = render_text(
            style.face, self.font_px(style), text, anchor="ls", start=(x % 1, y % 1)
        )
        return mask, int(x) + right, int(y) + down

    def _ink(self, mask: Picture, left: int, top: int, style: Print) -> Box | None:
        """Blend a mask into both pictures; return its bounding box, None outside of the page."""
        height, width = self.printed.shape
        x0, y0 = max(left, 0), max(top, 0)
        x1, y1 = min(left + mask.shape[1], width), min(top + mask.shape[0], height)
        if x0 >= x1 or y0 >= y1:
            return None
        part = mask[y0 - top : y1 - top, x0 - left : x1 - left]
        x, y, w, h = cv2.boundingRect((part > 60).astype(np.uint8))
        if w == 0:
            return None
        if style.dot_mm is not None:
            part = break_into_dots(part, x0, y0, style.dot_mm * self.px_per_mm)
        blend(self.pixels[y0:y1, x0:x1], part, style.colour, style.strength)
        window = self.printed[y0:y1, x0:x1]
        np.minimum(window, 255 - part, out=window)
        return float(x0 + x), float(y0 + y), float(w), float(h)

    def line(
        self, a: Sequence[float], b: Sequence[float], colour: Colour, width_mm: float = 0.2
    ) -> None:
        """Draw a line of the form."""
        ends = [tuple(round(v * self.px_per_mm * 16) for v in end) for end in (a, b)]
        thickness = max(1, round(width_mm * self.px_per_mm))
        cv2.line(self.pixels, ends[0], ends[1], colour, thickness, cv2.LINE_AA, shift=4)

    def frame(self, box: Box, colour: Colour, width_mm: float = 0.2) -> None:
        """Draw the four sides of a box."""
        x, y, w, h = box
        corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
            self.line(a, b, colour, width_mm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A printed page, without ageing and marks of its owner."""

    canvas: Canvas
    type: str
    variant: str
    number: tuple[str, str] | None = None
    """Its kind (kk, nik, akta) and the number as printed."""
    glossy: bool = False

    def sheet(self) -> DrawnSheet:
        """Return the finished sheet."""
        canvas = self.canvas
        boxes = [word.box for word in canvas.words if word.field == "number"]
        kind, number = self.number or (None, None)
        return DrawnSheet(
            type=self.type, variant=self.variant, pixels=canvas.pixels, printed=canvas.printed,
            words=tuple(canvas.words), px_per_mm=canvas.px_per_mm, number=number,
            number_kind=kind, number_box=bounding_box(boxes) if self.number else None,
            glossy=self.glossy,
        )  # fmt: skip
