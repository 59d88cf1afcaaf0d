"""Drawings as SVG: emblems, seals, signatures, QR and bar codes, punch holes."""

import numpy as np
import segno

from specimens.drawing import qr_codes
from specimens.html.parts.dice import Dice
from specimens.html.parts.markup import mm

SEAL_INKS = (
    ((40, 30, 110), (110, 90, 190)),
    ((130, 20, 30), (190, 60, 70)),
    ((70, 20, 90), (120, 60, 150)),
)


def svg(width: float, height: float, inner: str, css: str = "") -> str:
    """Return a drawing of a size in millimetres, in millimetre coordinates."""
    return (
        f'<svg viewBox="0 0 {width} {height}" style="width:{mm(width)};height:{mm(height)};'
        f'flex:none;{css}">{inner}</svg>'
    )


def emblem_svg(dice: Dice, height: float, colour: str, css: str = "") -> str:
    """Return an invented, symmetric coat of arms: shield, wreath, star or bird."""
    half = [(dice.real(2, 48), 8 + 84 * i / 9) for i in range(10)]
    kind = dice.pick(("shield", "bird", "seal", "wreath"))
    fill = colour if dice.chance(0.5) else "none"
    second = dice.colour((150, 120, 20), (220, 200, 120))
    if kind == "shield":
        inner = f'<path d="M10,8H90V55Q90,85 50,97Q10,85 10,55Z" fill="{fill}"/>'
        inner += (
            "<path "
            f'd="M{dice.whole(20, 40)},25L50,{dice.whole(60, 85)}L{dice.whole(60, 80)},25Z" '
            f'fill="{second}"/>'
        )
    elif kind == "seal":
        inner = (
            '<circle cx="50" cy="50" r="44" fill="none"/><circle cx="50" cy="50" '
            f'r="{dice.whole(24, 38)}" fill="{fill}"/>'
        )
        inner += _star(50, 50, dice.whole(12, 22), dice.whole(5, 9), second)
    else:
        points = half + [(100 - x, y) for x, y in reversed(half)]
        path = " ".join(f"{x},{y:.0f}" for x, y in points)
        inner = f'<polygon points="{path}" fill="{fill}"/>'
        inner += _star(50, 50, dice.whole(8, 18), dice.whole(4, 7), second)
        if kind == "wreath":
            inner += '<path d="M12,20Q-8,70 46,96M88,20Q108,70 54,96" fill="none"/>'
    return (
        f'<svg viewBox="-6 0 112 100" style="width:{mm(1.12 * height)};height:{mm(height)};'
        "flex:none;"
        f'{css}"><g stroke="{colour}" stroke-width="{dice.real(1.5, 4)}">{inner}</g></svg>'
    )


def _star(x: float, y: float, radius: float, points: int, colour: str) -> str:
    angle = np.arange(2 * points) * np.pi / points - np.pi / 2
    radii = np.where(np.arange(2 * points) % 2, 0.45, 1) * radius
    path = " ".join(
        f"{x + r * np.cos(a):.1f},{y + r * np.sin(a):.1f}"
        for a, r in zip(angle, radii, strict=True)
    )
    return f'<polygon points="{path}" fill="{colour}"/>'


def signature_svg(dice: Dice, width: float = 34, height: float = 15, css: str = "") -> str:
    """Return a signature: a few loops and a flourish."""
    count = dice.whole(7, 16)
    x = np.linspace(2, width - 3, count) + dice.rng.normal(0, width / 18, count)
    y = height / 2 + dice.rng.normal(0, height / 5, count)
    path = f"M{x[0]:.1f},{y[0]:.1f}"
    for i in range(1, count):
        cx, cy = x[i - 1] + dice.real(-3, 4), dice.real(0.5, height - 0.5)
        path += f" Q{cx:.1f},{cy:.1f} {x[i]:.1f},{y[i]:.1f}"
    if dice.chance(0.5):
        path += (
            f" M{width * 0.1:.1f},{height * 0.8:.1f} "
            f"L{width * 0.95:.1f},{dice.real(0.5, 0.9) * height:.1f}"
        )
    colour = dice.colour((10, 10, 40), (60, 60, 150))
    inner = (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{dice.real(0.25, 0.6)}" '
        'stroke-linecap="round"/>'
    )
    return svg(width, height, inner, css)


def seal_svg(dice: Dice, texts: tuple[str, str], radius: float = 16, css: str = "") -> str:
    """Return a rubber stamp, round, oval or rectangular. texts: on its rim and at its centre."""
    colour = dice.colour(*dice.pick(SEAL_INKS))
    turn, r = dice.whole(-28, 28), radius
    if dice.chance(0.7):
        squash = dice.pick((1.0, 1.0, 0.75))
        inner = (
            f'<g transform="translate({r} {r}) rotate({turn}) scale(1 {squash}) translate({-r} '
            f'{-r})">'
            + "".join(
                f'<circle cx="{r}" cy="{r}" r="{s * r:.2f}" stroke-width="{w}"/>'
                for s, w in ((0.97, 0.6), (0.91, 0.25), (0.62, 0.3))
            )
            + f'<path id="arc" d="M{r * 0.27:.2f},{r}A{r * 0.73:.2f},{r * 0.73:.2f} 0 1 1 '
            f'{r * 1.73:.2f},{r}" stroke="none"/>'
            f'<g fill="{colour}" stroke="none" font-family="Liberation Sans" font-weight="bold" '
            'text-anchor="middle">'
            f'<text font-size="{0.2 * r:.2f}" '
            f'textLength="{min(2.1 * r, 0.15 * r * len(texts[0])):.2f}" '
            'lengthAdjust="spacingAndGlyphs">'
            f'<textPath href="#arc" startOffset="50%">{texts[0]}</textPath></text>'
            f'<text x="{r}" y="{1.07 * r:.2f}" font-size="{0.2 * r:.2f}">{texts[1]}</text></g></g>'
        )
    else:
        inner = (
            f'<g transform="rotate({turn} {r} {r})"><rect x="{0.1 * r}" y="{0.6 * r}" '
            f'width="{1.8 * r}" height="{0.8 * r}" stroke-width=".6"/>'
            f'<text x="{r}" y="{1.1 * r:.2f}" text-anchor="middle" fill="{colour}" stroke="none" '
            f'font-size="{0.28 * r:.2f}" font-weight="bold">{texts[1]}</text></g>'
        )
    body = f'<g fill="none" stroke="{colour}" opacity="{dice.real(0.35, 0.75)}">{inner}</g>'
    return svg(2 * r, 2 * r, body, css)


def qr_svg(dice: Dice, side: float, css: str = "") -> str:
    """Return a QR code."""
    text = qr_codes.random_url(dice.rng, 0.6)
    rows = segno.make(text, error=dice.pick(("l", "m", "q")), micro=False).matrix
    squares = "".join(
        f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit
    )
    count = len(rows)
    dark = dice.colour((0, 0, 0), (45, 45, 50))
    return (
        f'<svg viewBox="-1 -1 {count + 2} {count + 2}" shape-rendering="crispEdges" '
        f'style="width:{mm(side)};height:{mm(side)};flex:none;background:#fff;{css}">'
        f'<path d="{squares}" fill="{dark}"/></svg>'
    )


def barcode_svg(dice: Dice, width: float, height: float) -> str:
    """Return a bar code."""
    edges = np.cumsum(dice.rng.integers(1, 4, 90))
    bars = "".join(
        f'<rect x="{a}" y="0" width="{b - a}" height="10"/>'
        for a, b in zip(edges[::2], edges[1::2], strict=False)
    )
    return (
        f'<svg viewBox="0 0 {edges[-1]} 10" preserveAspectRatio="none" '
        'shape-rendering="crispEdges" '
        f'style="width:{mm(width)};height:{mm(height)};flex:none">{bars}</svg>'
    )


def punch_holes(dice: Dice, size_mm: tuple[float, float]) -> str:
    """Return two or four holes along the left edge."""
    height = size_mm[1]
    middle, holes = height / 2, (40, -40) if dice.chance(0.7) else (120, 40, -40, -120)
    x = dice.real(7, 11)
    circles = "".join(
        f'<circle cx="{x}" cy="{middle + y}" r="2.9" fill="#5a5a5a" stroke="#c8c8c8" '
        'stroke-width=".3"/>'
        for y in holes
    )
    return svg(size_mm[0], size_mm[1], circles, "position:absolute;left:0;top:0")


def pencil_ticks(dice: Dice, size_mm: tuple[float, float]) -> str:
    """Return a few pencil ticks, crosses and underlines near the margins."""
    inner = ""
    for _ in range(dice.whole(1, 5)):
        x = dice.pick((dice.real(0.02, 0.06), dice.real(0.93, 0.98))) * size_mm[0]
        y = dice.real(0.1, 0.9) * size_mm[1]
        shape = dice.pick(("l1.5,2.5l3,-6", "l4,4m-4,0l4,-4", "q4,-2 6,1", "l0,8"))
        inner += f'<path d="M{x:.1f},{y:.1f}{shape}"/>'
    colour = dice.colour((60, 60, 70), (130, 130, 150))
    group = f'<g fill="none" stroke="{colour}" stroke-width="{dice.real(0.3, 0.7)}">{inner}</g>'
    return svg(size_mm[0], size_mm[1], group, "position:absolute;left:0;top:0")
