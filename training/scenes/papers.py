"""Papers of no known type: random letters, forms, tables and receipts, upright, 1400 px long."""

from collections.abc import Callable
from itertools import pairwise

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from specimens.arrays import Picture, Rng

PAPER_LONG_SIDE_PX = 1400  # px
LATIN_LETTERS = "eeeaaaiiinnnooouuttrrsslldddmmkkppggbbhhyyccwwjvfz"
CYRILLIC_LETTERS = "оооеееаааиииннттссррввллккммддппууыяьгзбчйхжшюцщэф"
PAPER_FONTS = (
    "LiberationSans-Regular", "LiberationSans-Bold", "LiberationSerif-Regular",
    "LiberationSerif-Bold", "LiberationMono-Regular", "DejaVuSans", "DejaVuSerif",
    "DejaVuSansMono", "DejaVuSans-Bold",
)  # fmt: skip


class PageWriter:
    """Writes on one page with one face, one alphabet and one size."""

    def __init__(self, rng: Rng, size: tuple[int, int]) -> None:
        self.rng = rng
        self.width, self.height = size
        self.image = Image.new("L", size, 255)
        self.draw = ImageDraw.Draw(self.image)
        self.face = str(rng.choice(PAPER_FONTS))
        self.size = int(rng.integers(13, 26))
        self.letters = CYRILLIC_LETTERS if rng.random() < 0.4 else LATIN_LETTERS
        self.ink = int(rng.integers(0, 110))
        self.margin = int(rng.uniform(0.03, 0.12) * self.width)

    def font(self, scale: float = 1.0) -> ImageFont.FreeTypeFont:
        """Return the face at a size relative to the page's own."""
        return ImageFont.truetype(f"{self.face}.ttf", max(9, int(self.size * scale)))

    def word(self) -> str:
        """Make up a word or a number."""
        if self.rng.random() < 0.15:
            return "".join(self.rng.choice(list("0123456789"), self.rng.integers(1, 9)))
        word = "".join(self.rng.choice(list(self.letters), self.rng.integers(2, 12)))
        return word.capitalize() if self.rng.random() < 0.2 else word

    def words(self, count: int) -> str:
        """Make up some words."""
        return " ".join(self.word() for _ in range(count))

    def line(self, x: int, y: int, width: int, scale: float = 1.0, anchor: str = "la") -> None:
        """Write words up to a width."""
        font = self.font(scale)
        text = self.words(1)
        while font.getlength(longer := text + " " + self.word()) < width:
            text = longer
        self.draw.text((x, y), text, fill=self.ink, font=font, anchor=anchor)

    def rule(self, x0: int, y0: int, x1: int, y1: int) -> None:
        """Draw a line."""
        self.draw.line((x0, y0, x1, y1), fill=self.ink, width=int(self.rng.integers(1, 4)))


def write_title(pen: PageWriter, y: int) -> int:
    scale = pen.rng.uniform(1.0, 1.9)
    for _ in range(pen.rng.integers(1, 4)):
        width = int(pen.width * pen.rng.uniform(0.1, 0.6))
        where = (pen.width // 2, "ma") if pen.rng.random() < 0.7 else (pen.margin, "la")
        pen.line(where[0], y, width, scale, where[1])
        y += int(pen.size * scale * 1.35)
    return y + pen.size


def write_corner_note(pen: PageWriter, y: int) -> int:
    """Write lines flush right or left, as addresses and annex notes."""
    right = pen.rng.random() < 0.6
    for _ in range(pen.rng.integers(1, 5)):
        width = int(pen.width * pen.rng.uniform(0.1, 0.35))
        x = pen.width - pen.margin - width if right else pen.margin
        pen.line(x, y, width, 0.85)
        y += int(pen.size * 1.15)
    return y + pen.size


def write_paragraph(pen: PageWriter, y: int) -> int:
    spacing = pen.rng.uniform(1.2, 1.8)
    full = pen.width - 2 * pen.margin
    lines = int(pen.rng.integers(2, 9))
    for index in range(lines):
        indent = pen.size * 2 if index == 0 and pen.rng.random() < 0.6 else 0
        width = int(full * pen.rng.uniform(0.2, 0.95)) if index == lines - 1 else full
        pen.line(pen.margin + indent, y, width - indent)
        y += int(pen.size * spacing)
    return y + pen.size


def write_fields(pen: PageWriter, y: int) -> int:
    """Write captions and values, with colons or ruled lines."""
    column = pen.margin + int(pen.width * pen.rng.uniform(0.15, 0.4))
    ruled = pen.rng.random() < 0.4
    for _ in range(pen.rng.integers(2, 10)):
        pen.line(pen.margin, y, column - pen.margin - pen.size)
        pen.draw.text((column - pen.size, y), ":", fill=pen.ink, font=pen.font())
        pen.line(column, y, int(pen.width * pen.rng.uniform(0.1, 0.4)))
        if ruled:
            below = y + int(pen.size * 1.2)
            pen.rule(column, below, pen.width - pen.margin, below)
        y += int(pen.size * 1.7)
    return y + pen.size


def write_table(pen: PageWriter, y: int) -> int:
    columns, rows = int(pen.rng.integers(2, 14)), int(pen.rng.integers(2, 16))
    left, right = pen.margin, pen.width - pen.margin
    cuts = np.sort(pen.rng.uniform(0.03, 0.97, columns - 1))
    xs = [left, *(left + cuts * (right - left)).astype(int).tolist(), right]
    row = int(pen.size * pen.rng.uniform(1.3, 2.4))
    filled = pen.rng.uniform(0.1, 1)
    for index in range(rows):
        for x0, x1 in pairwise(xs):
            if index == 0 or pen.rng.random() < filled:
                pen.line(x0 + 4, y + index * row + 4, max(x1 - x0 - 8, 8), 0.7)
    for x in xs:
        pen.rule(x, y, x, y + rows * row)
    for index in range(rows + 1):
        pen.rule(left, y + index * row, right, y + index * row)
    return y + rows * row + pen.size


def write_signature(pen: PageWriter, y: int) -> int:
    x = int(pen.width * pen.rng.choice([0.08, 0.55, 0.65]))
    pen.line(x, y, int(pen.width * 0.25))
    steps = pen.rng.normal(0, 1, (20, 2)).cumsum(0) * pen.size * 0.6
    points = [(x + 60 + float(p[0]), y + 2.5 * pen.size + float(p[1])) for p in steps]
    pen.draw.line(points, fill=pen.ink, width=2)
    pen.line(x, y + 5 * pen.size, int(pen.width * 0.25))
    return y + 7 * pen.size


BLOCK_WRITERS: tuple[Callable[[PageWriter, int], int], ...] = (
    write_paragraph, write_fields, write_table, write_paragraph, write_table,
)  # fmt: skip


def print_page(rng: Rng, size: tuple[int, int]) -> Picture:
    """Return a random page, grey: note or title, blocks, a signature if there is room."""
    pen = PageWriter(rng, size)
    y = int(pen.height * rng.uniform(0.02, 0.07))
    if rng.random() < 0.5:
        y = write_corner_note(pen, y)
    if rng.random() < 0.85:
        y = write_title(pen, y)
    end = pen.height * rng.choice([rng.uniform(0.3, 0.9), 0.9])
    while y < end:
        y = BLOCK_WRITERS[rng.integers(len(BLOCK_WRITERS))](pen, y)
    if rng.random() < 0.7 and y < pen.height * 0.85:
        write_signature(pen, y)
    return np.asarray(pen.image)


def draw_paper(rng: Rng) -> Picture:
    """Draw one page, BGR, on paper of its own tint; portrait, landscape, slip or card."""
    ratio = rng.choice([1.414, 1.414, 1.5, 1.585, rng.uniform(1, 2.5)])
    size = (PAPER_LONG_SIDE_PX, int(PAPER_LONG_SIDE_PX / ratio))
    text = print_page(rng, size if rng.random() < 0.35 else size[::-1])
    tint = rng.uniform(200, 255, 3) if rng.random() < 0.2 else 255 - rng.uniform(0, 12, 3)
    ink = rng.uniform(0, 120, 3) if rng.random() < 0.2 else np.zeros(3)
    share = text[..., None].astype(np.float32) / 255
    page = (tint * share + ink * (1 - share)).astype(np.uint8)
    if rng.random() < 0.15:  # a picture, logo or stamp
        spot = (
            int(rng.uniform(0.1, 0.9) * page.shape[1]),
            int(rng.uniform(0.1, 0.9) * page.shape[0]),
        )
        cv2.circle(page, spot, int(rng.uniform(30, 110)), rng.uniform(0, 220, 3).tolist(), -1)
    return page
