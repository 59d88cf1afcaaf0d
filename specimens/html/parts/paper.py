"""The paper of a page: its tint, patterns and printed border."""

from dataclasses import dataclass

import numpy as np

from specimens.html.parts.dice import Dice
from specimens.html.parts.markup import mm
from specimens.html.parts.patterns import (
    PAPER_PATTERNS,
    PAPER_TINT_RANGES,
    pattern_svg,
    svg_path,
    watermark,
)
from specimens.world import World


@dataclass(frozen=True, slots=True)
class PaperDesign:
    """The colour and patterns of a sheet."""

    colour: str
    svg: str = ""
    """Patterns; empty for uniform paper."""


WHITE_RANGE = (244, 245, 242), (253, 253, 252)


def white_paper(dice: Dice) -> PaperDesign:
    """Return office paper, one in six tinted."""
    if dice.chance(0.16):
        return PaperDesign(dice.colour(*dice.pick(PAPER_TINT_RANGES)))
    level = dice.whole(234, 251)
    red, blue = (level + dice.whole(-4, 4) for _ in range(2))
    return PaperDesign(f"#{red:02x}{level:02x}{blue:02x}")


def security_paper(
    dice: Dice, size_mm: tuple[float, float], world: World, text: str = ""
) -> PaperDesign:
    """Return tinted paper with one or two fine patterns.

    text: of its watermark, empty for a random one.
    """
    tint = dice.pick((WHITE_RANGE, *PAPER_TINT_RANGES, *PAPER_TINT_RANGES))
    parts = [
        make(dice, size_mm, kinds)
        for make, kinds in zip(
            dice.some(PAPER_PATTERNS, dice.whole(1, 2)),
            dice.some(list(world.security_patterns), 2),
            strict=False,
        )
    ]
    if dice.chance(0.4):
        parts.append(watermark(dice, size_mm, text or dice.pick(WATERMARK_TEXTS)))
    return PaperDesign(dice.colour(*tint), "".join(parts))


WATERMARK_TEXTS = (
    "NKRI", "REPUBLIK", "DOKUMEN", "PEMERINTAH", "SIPIL", "INDONESIA", "ARSIP", "★ ★ ★",
)  # fmt: skip


def printed_border(dice: Dice, size_mm: tuple[float, float]) -> tuple[PaperDesign, float]:
    """Return a printed border, as a pattern, and its inner distance from the edge, mm."""
    width, height = size_mm
    inset, thick = dice.real(4, 9), dice.real(0.2, 7)
    colour = dice.colour((20, 40, 40), (150, 120, 150))
    style = dice.pick(("solid", "double", "solid", "dashed", "dotted", "ridge"))
    svg = (
        f'<div style="position:absolute;left:{mm(inset)};top:{mm(inset)};'
        f"width:{mm(width - 2 * inset)};height:{mm(height - 2 * inset)};"
        f'border:{mm(thick)} {style} {colour}"></div>'
    )
    if thick > 2.5 and dice.chance(0.7):
        svg += braided_border(dice, size_mm, inset, thick)
    if dice.chance(0.5):
        inner = inset + thick + 1
        svg += (
            f'<div style="position:absolute;inset:{mm(inner)};'
            f'border:{mm(dice.real(0.1, 0.6))} solid {colour}"></div>'
        )
        thick += 1.6
    return PaperDesign("#ffffff", svg), inset + thick


def braided_border(dice: Dice, size_mm: tuple[float, float], inset: float, thick: float) -> str:
    """Return interlaced waves along a border."""
    width, height = size_mm
    middle = inset + thick / 2
    colour = dice.colour((200, 200, 180), (255, 255, 245))
    waves_ = ""
    length = dice.real(3, 10)
    for phase in np.linspace(0, 6.28, dice.whole(2, 5), endpoint=False):
        for along, at, upright in (
            (width, middle, False),
            (width, height - middle, False),
            (height, middle, True),
            (height, width - middle, True),
        ):
            t = np.arange(inset, along - inset, 0.7)
            s = at + 0.42 * thick * np.sin(t / length * 6.28 + phase)
            waves_ += f'<path d="{svg_path(np.stack([s, t] if upright else [t, s], 1))}"/>'
    return pattern_svg(
        size_mm,
        f'<g fill="none" stroke="{colour}" stroke-width="{dice.real(0.15, 0.4)}">{waves_}</g>',
    )
