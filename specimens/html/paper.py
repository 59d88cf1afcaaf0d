"""Paper of a page: its tint and what is printed on it before any text."""

from dataclasses import dataclass

import numpy as np

from specimens.html.dice import Dice
from specimens.html.markup import mm
from specimens.world import World


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet under the print."""

    colour: str
    svg: str = ""
    """Patterns on it; empty on paper of one colour."""


WHITE = (244, 245, 242), (253, 253, 252)
TINTS = (
    ((236, 228, 205), (250, 244, 226)),  # cream
    ((205, 222, 236), (228, 238, 248)),  # blue
    ((205, 230, 210), (228, 244, 230)),  # green
    ((238, 210, 214), (250, 230, 232)),  # pink
    ((240, 228, 170), (252, 242, 205)),  # yellow
    ((214, 206, 190), (232, 226, 214)),  # recycled
    ((222, 212, 236), (238, 232, 248)),  # lilac
)


def white(dice: Dice) -> Paper:
    """Return office paper, one in six tinted."""
    if dice.chance(0.16):
        return Paper(dice.colour(*dice.pick(TINTS)))
    level = dice.whole(234, 251)
    red, blue = (level + dice.whole(-4, 4) for _ in range(2))
    return Paper(f"#{red:02x}{level:02x}{blue:02x}")


def security(dice: Dice, size_mm: tuple[float, float], world: World, text: str = "") -> Paper:
    """Return tinted paper with one or several fine patterns.

    text: what its watermark says, empty for any.
    """
    tint = dice.pick((WHITE, *TINTS, *TINTS))
    parts = [
        make(dice, size_mm, kinds)
        for make, kinds in zip(
            dice.some(PATTERNS, dice.whole(1, 2)), dice.some(list(world.grounds), 2), strict=False
        )
    ]
    if dice.chance(0.4):
        parts.append(watermark(dice, size_mm, text or dice.pick(MARKS)))
    return Paper(dice.colour(*tint), "".join(parts))


MARKS = ("NKRI", "REPUBLIK", "DOKUMEN", "PEMERINTAH", "SIPIL", "INDONESIA", "ARSIP", "★ ★ ★")


def _svg(size_mm: tuple[float, float], inner: str) -> str:
    width, height = size_mm
    return (
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none" '
        f'style="position:absolute;left:0;top:0;width:{mm(width)};height:{mm(height)}">'
        f"{inner}</svg>"
    )


def _soft(dice: Dice) -> str:
    return dice.colour((120, 140, 140), (205, 212, 222))


def _path(points: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> str:
    return "M" + " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


def waves(dice: Dice, size_mm: tuple[float, float], kind: int) -> str:
    """Return fine waves across the sheet."""
    seed = Dice(np.random.default_rng(kind))
    width, height = size_mm
    pitch, swing = seed.real(1.6, 4.5), seed.real(0.6, 5)
    length, second = seed.real(8, 50), seed.real(20, 120)
    x = np.linspace(0, width, int(width / 3))
    shape = swing * (np.sin(x / length * 6.28) + 0.6 * np.sin(x / second * 6.28 + kind))
    colour, thick = _soft(dice), dice.real(0.08, 0.22)
    line = _path(np.stack([x, shape], 1))
    lines = "".join(
        f'<use href="#wave{kind}" y="{y:.2f}"/>' for y in np.arange(-6, height + 6, pitch)
    )
    inner = (
        f'<defs><path id="wave{kind}" d="{line}"/></defs><g fill="none" stroke="{colour}" '
        f'stroke-width="{thick}" opacity="{dice.real(0.25, 0.65)}">{lines}</g>'
    )
    return _svg(size_mm, inner)


def rosette(dice: Dice, size_mm: tuple[float, float], kind: int) -> str:
    """Return a large rosette of closed curves, or a field of small ones."""
    seed = Dice(np.random.default_rng(kind))
    width, height = size_mm
    petals, loops = seed.whole(5, 19), seed.whole(8, 26)
    few = seed.chance(0.6)
    angle = np.linspace(0, 2 * np.pi, 200 if few else 70)
    radius = (0.42 if few else 0.09) * min(size_mm)
    curves = ""
    for index in range(loops if few else 5):
        r = radius * (0.35 + 0.65 * index / loops) * (1 + 0.18 * np.sin(petals * angle + index))
        curves += f'<path d="{_path(np.stack([r * np.cos(angle), r * np.sin(angle)], 1))}Z"/>'
    if few:
        places = [(width * dice.real(0.4, 0.6), height * dice.real(0.4, 0.6))]
    else:
        step = 2.1 * radius
        places = [
            (x, y) for x in np.arange(0, width + step, step) for y in np.arange(0, height, step)
        ]
    uses = "".join(f'<use href="#rose{kind}" x="{x:.1f}" y="{y:.1f}"/>' for x, y in places)
    return _svg(
        size_mm,
        f'<defs><g id="rose{kind}">{curves}</g></defs><g fill="none" stroke="{_soft(dice)}" '
        f'stroke-width="{dice.real(0.08, 0.25)}" opacity="{dice.real(0.25, 0.65)}">{uses}</g>',
    )


def gradient(dice: Dice, size_mm: tuple[float, float], _kind: int) -> str:
    """Return a run of two or three tints over the sheet."""
    width, height = size_mm
    tints = ",".join(dice.colour(*dice.pick(TINTS)) for _ in range(dice.whole(2, 3)))
    how = (
        f"linear-gradient({dice.whole(0, 360)}deg,{tints})"
        if dice.chance(0.6)
        else f"radial-gradient(circle at {dice.whole(20, 80)}% {dice.whole(20, 80)}%,{tints})"
    )
    return (
        f'<div style="position:absolute;inset:0;background:{how};width:{mm(width)};'
        f'height:{mm(height)}"></div>'
    )


def hatching(dice: Dice, _size_mm: tuple[float, float], _kind: int) -> str:
    """Return one or two sets of slanted lines or a grid of dots."""
    colour, pitch = _soft(dice), dice.real(0.8, 3)
    if dice.chance(0.4):
        how = f"radial-gradient({colour} 22%,transparent 26%)"
        size = f"background-size:{mm(pitch)} {mm(pitch)};"
    else:
        turns = [dice.whole(0, 180) for _ in range(dice.whole(1, 2))]
        how = ",".join(
            f"repeating-linear-gradient({turn}deg,{colour} 0 {mm(0.15)},transparent 0 {mm(pitch)})"
            for turn in turns
        )
        size = ""
    return (
        f'<div style="position:absolute;inset:0;background-image:{how};{size}'
        f'opacity:{dice.real(0.1, 0.35)}"></div>'
    )


def watermark(dice: Dice, size_mm: tuple[float, float], text: str) -> str:
    """Return a text repeated over the sheet, or once and large, pale and slanted."""
    width, height = size_mm
    colour, turn = _soft(dice), dice.whole(-50, 50)
    if dice.chance(0.5):
        size = dice.real(0.8, 1.3) * width / max(len(text), 4)
        places, opacity = [(width / 2, height / 2)], dice.real(0.1, 0.24)
    else:
        size = dice.real(2.5, 6)
        across, down = size * len(text) * 0.9, size * dice.real(2.5, 6)
        places = [(x, y) for x in np.arange(0, width, across) for y in np.arange(0, height, down)]
        opacity = dice.real(0.1, 0.3)
    texts = "".join(
        f'<text x="{x:.1f}" y="{y:.1f}" transform="rotate({turn} {x:.1f} {y:.1f})">{text}</text>'
        for x, y in places
    )
    return _svg(
        size_mm,
        f'<g font-size="{size:.2f}" font-weight="bold" text-anchor="middle" fill="{colour}" '
        f'opacity="{opacity}">{texts}</g>',
    )


PATTERNS = (waves, waves, rosette, gradient, hatching)


def border(dice: Dice, size_mm: tuple[float, float]) -> tuple[Paper, float]:
    """Return a printed frame near the edge (as a paper's pattern) and how far it reaches in."""
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
        svg += braid(dice, size_mm, inset, thick)
    if dice.chance(0.5):
        inner = inset + thick + 1
        svg += (
            f'<div style="position:absolute;inset:{mm(inner)};'
            f'border:{mm(dice.real(0.1, 0.6))} solid {colour}"></div>'
        )
        thick += 1.6
    return Paper("#ffffff", svg), inset + thick


def braid(dice: Dice, size_mm: tuple[float, float], inset: float, thick: float) -> str:
    """Return interlaced waves that run along a frame."""
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
            waves_ += f'<path d="{_path(np.stack([s, t] if upright else [t, s], 1))}"/>'
    return _svg(
        size_mm,
        f'<g fill="none" stroke="{colour}" stroke-width="{dice.real(0.15, 0.4)}">{waves_}</g>',
    )
