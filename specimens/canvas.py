"""A sheet while it is printed: words go on the page and into its list of words at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.fonts import advance, rendered
from specimens.ink import CAPTION, POINT_MM, Box, Colour, Print, Tag, blend, dotted, union
from specimens.sheet import Sheet, Word


@dataclass(slots=True)
class Canvas:
    """The page being printed. Lengths are millimetres from its top left corner."""

    pixels: NDArray[np.uint8]
    px_per_mm: float
    printed: NDArray[np.uint8] = field(init=False)
    ground: NDArray[np.uint8] = field(init=False)
    """The form before anything was printed on it."""
    words: list[Word] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ground = self.pixels.copy()
        self.printed = np.full(self.pixels.shape[:2], 255, np.uint8)

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        height, width = self.printed.shape
        return width / self.px_per_mm, height / self.px_per_mm

    def font_px(self, style: Print) -> float:
        """Return the em of a print in pixels, in quarter steps so that fonts are cached."""
        return max(4.0, round(style.size_pt * POINT_MM * self.px_per_mm * 4) / 4)

    def width(self, text: str, style: Print) -> float:
        """Return the advance of a text in millimetres."""
        return advance(style.face, self.font_px(style), text) / self.px_per_mm

    def fitted(self, text: str, style: Print, room_mm: float) -> Print:
        """Return the print, made smaller where the text would not fit the room."""
        width = self.width(text, style)
        return style if width <= room_mm else style.sized(0.98 * room_mm / width)

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
        """Print a line with its baseline at y; return where it ends.

        align: 0 begins at x, 0.5 is centred on x, 1 ends at x.
        """
        if room_mm is not None:
            style = self.fitted(text, style, room_mm)
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
            self.words.append(Word(text=word, box=box, field=tag.field, must_read=tag.must_read))

    def _glyphs(
        self, at: tuple[float, float], text: str, style: Print
    ) -> tuple[NDArray[np.uint8], int, int]:
        x, y = at[0] * self.px_per_mm, at[1] * self.px_per_mm
        mask, (right, down) = rendered(
            style.face, self.font_px(style), text, anchor="ls", start=(x % 1, y % 1)
        )
        return mask, int(x) + right, int(y) + down

    def _ink(self, mask: NDArray[np.uint8], left: int, top: int, style: Print) -> Box | None:
        """Blend a mask into both pictures; return its tight box in pixels, None off the page."""
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
            part = dotted(part, x0, y0, style.dot_mm * self.px_per_mm)
        blend(self.pixels[y0:y1, x0:x1], part, style.colour, style.strength)
        window = self.printed[y0:y1, x0:x1]
        np.minimum(window, 255 - part, out=window)
        return float(x0 + x), float(y0 + y), float(w), float(h)

    def line(
        self, a: Sequence[float], b: Sequence[float], colour: Colour, width_mm: float = 0.2
    ) -> None:
        """Rule a line of the form."""
        ends = [tuple(round(v * self.px_per_mm * 16) for v in end) for end in (a, b)]
        thickness = max(1, round(width_mm * self.px_per_mm))
        cv2.line(self.pixels, ends[0], ends[1], colour, thickness, cv2.LINE_AA, shift=4)

    def frame(self, box: Box, colour: Colour, width_mm: float = 0.2) -> None:
        """Rule the four sides of a box."""
        x, y, w, h = box
        corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True):
            self.line(a, b, colour, width_mm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A printed page that has not been used yet: no wear, no marks of its owner."""

    canvas: Canvas
    type: str
    variant: str
    number: tuple[str, str] | None = None
    """Its kind (kk, nik, akta) and the number as printed."""
    glossy: bool = False

    def sheet(self) -> Sheet:
        """Return the finished sheet."""
        canvas = self.canvas
        boxes = [word.box for word in canvas.words if word.field == "number"]
        kind, number = self.number or (None, None)
        return Sheet(
            type=self.type,
            variant=self.variant,
            pixels=canvas.pixels,
            printed=canvas.printed,
            words=tuple(canvas.words),
            px_per_mm=canvas.px_per_mm,
            number=number,
            number_kind=kind,
            number_box=union(boxes) if self.number else None,
            glossy=self.glossy,
        )
