"""Patterns printed on paper: waves, rosettes, gradients, hatching, watermark texts."""

import numpy as np

from specimens.html.parts.dice import Dice
from specimens.html.parts.markup import mm

PAPER_TINT_RANGES = (
    ((236, 228, 205), (250, 244, 226)),  # cream
    ((205, 222, 236), (228, 238, 248)),  # blue
    ((205, 230, 210), (228, 244, 230)),  # green
    ((238, 210, 214), (250, 230, 232)),  # pink
    ((240, 228, 170), (252, 242, 205)),  # yellow
    ((214, 206, 190), (232, 226, 214)),  # recycled
    ((222, 212, 236), (238, 232, 248)),  # lilac
)


def pattern_svg(size_mm: tuple[float, float], inner: str) -> str:
    width, height = size_mm
    return (
        f'<svg viewBox="0 0 {width} {height}" preserveAspectRatio="none" '
        f'style="position:absolute;left:0;top:0;width:{mm(width)};height:{mm(height)}">'
        f"{inner}</svg>"
    )


def _soft_colour(dice: Dice) -> str:
    return dice.colour((120, 140, 140), (205, 212, 222))


def svg_path(points: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> str:
    return "M" + " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


def waves(dice: Dice, size_mm: tuple[float, float], kind: int) -> str:
    """Return fine waves across the sheet."""
    seed = Dice(np.random.default_rng(kind))
    width, height = size_mm
    pitch, swing = seed.real(1.6, 4.5), seed.real(0.6, 5)
    length, second = seed.real(8, 50), seed.real(20, 120)
    x = np.linspace(0, width, int(width / 3))
    shape = swing * (np.sin(x / length * 6.28) + 0.6 * np.sin(x / second * 6.28 + kind))
    colour, thick = _soft_colour(dice), dice.real(0.08, 0.22)
    line = svg_path(np.stack([x, shape], 1))
    lines = "".join(
        f'<use href="#wave{kind}" y="{y:.2f}"/>' for y in np.arange(-6, height + 6, pitch)
    )
    inner = (
        f'<defs><path id="wave{kind}" d="{line}"/></defs><g fill="none" stroke="{colour}" '
        f'stroke-width="{thick}" opacity="{dice.real(0.25, 0.65)}">{lines}</g>'
    )
    return pattern_svg(size_mm, inner)


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
        curves += f'<path d="{svg_path(np.stack([r * np.cos(angle), r * np.sin(angle)], 1))}Z"/>'
    if few:
        places = [(width * dice.real(0.4, 0.6), height * dice.real(0.4, 0.6))]
    else:
        step = 2.1 * radius
        places = [
            (x, y) for x in np.arange(0, width + step, step) for y in np.arange(0, height, step)
        ]
    uses = "".join(f'<use href="#rose{kind}" x="{x:.1f}" y="{y:.1f}"/>' for x, y in places)
    return pattern_svg(
        size_mm,
        f'<defs><g id="rose{kind}">{curves}</g></defs><g fill="none" stroke="{_soft_colour(dice)}" '
        f'stroke-width="{dice.real(0.08, 0.25)}" opacity="{dice.real(0.25, 0.65)}">{uses}</g>',
    )


def gradient(dice: Dice, size_mm: tuple[float, float], _kind: int) -> str:
    """Return a gradient of two or three tints."""
    width, height = size_mm
    tints = ",".join(dice.colour(*dice.pick(PAPER_TINT_RANGES)) for _ in range(dice.whole(2, 3)))
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
    """Return one or two sets of slanted lines, or a grid of dots."""
    colour, pitch = _soft_colour(dice), dice.real(0.8, 3)
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
    """Return a pale, slanted text, once and large or repeated over the sheet."""
    width, height = size_mm
    colour, turn = _soft_colour(dice), dice.whole(-50, 50)
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
    return pattern_svg(
        size_mm,
        f'<g font-size="{size:.2f}" font-weight="bold" text-anchor="middle" fill="{colour}" '
        f'opacity="{opacity}">{texts}</g>',
    )


PAPER_PATTERNS = (waves, waves, rosette, gradient, hatching)
