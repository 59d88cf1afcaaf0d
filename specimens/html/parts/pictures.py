"""Pictures, portraits and charts."""

import base64

import cv2
import numpy as np

from specimens.html.parts.dice import Dice
from specimens.html.parts.drawings import svg
from specimens.html.parts.markup import mm

COAT_COLOURS = (
    ((15, 15, 20), (60, 60, 80)),
    ((225, 225, 225), (250, 250, 250)),
    ((90, 30, 40), (140, 60, 70)),
)


def picture_html(dice: Dice, width: float, height: float, css: str = "") -> str:
    """Return an image of soft coloured shapes."""
    rows, columns = 60, max(20, round(60 * width / height))
    total = np.zeros((rows, columns, 3), np.float32)
    for cell, weight in ((4, 1.0), (10, 0.7), (30, 0.4), (60, 0.2)):
        noise = dice.rng.normal(
            0, 1, (max(2, rows * cell // 240), max(2, columns * cell // 240), 3)
        )
        total += weight * cv2.resize(noise.astype(np.float32), (columns, rows))
    horizon = np.linspace(1, -1, rows)[:, None, None] * dice.real(-0.8, 0.8)
    levels = 128 + 52 * (total + horizon)
    if dice.chance(0.35):
        levels = np.repeat(levels.mean(2, keepdims=True), 3, 2)
    return _image(np.clip(levels, 0, 255).astype(np.uint8), width, height, css)


def _image(
    pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], width: float, height: float, css: str
) -> str:
    data = base64.b64encode(cv2.imencode(".png", pixels)[1].tobytes()).decode()
    return (
        f'<img src="data:image/png;base64,{data}" style="width:{mm(width)};height:{mm(height)};'
        f'flex:none;{css}">'
    )


def portrait_svg(dice: Dice, width: float, height: float, css: str = "") -> str:
    """Return a schematic portrait on a uniform background."""
    ground = dice.pick(("#b3202c", "#2b4fa2", dice.colour((150, 150, 160), (225, 225, 235))))
    tone = dice.whole(0, 80)
    skin = dice.colour((135 + tone, 92 + tone, 66 + tone), (150 + tone, 104 + tone, 80 + tone))
    hair, coat = dice.colour((10, 8, 8), (60, 45, 40)), dice.colour(*dice.pick(COAT_COLOURS))
    w, h = width, height
    cx, cy, r = w * dice.real(0.46, 0.54), h * dice.real(0.38, 0.44), w * dice.real(0.19, 0.24)
    inner = (
        f'<rect width="{w}" height="{h}" fill="{ground}"/>'
        f'<ellipse cx="{cx}" cy="{h:.2f}" rx="{0.45 * w:.2f}" ry="{0.32 * h:.2f}" fill="{coat}"/>'
        f'<rect x="{cx - 0.08 * w:.2f}" y="{cy:.2f}" width="{0.16 * w:.2f}" '
        f'height="{0.3 * h:.2f}" fill="{skin}"/>'
        f'<ellipse cx="{cx}" cy="{cy - 0.12 * h:.2f}" rx="{1.15 * r:.2f}" '
        f'ry="{1.2 * r:.2f}" fill="{hair}"/>'
        f'<ellipse cx="{cx}" cy="{cy}" rx="{r:.2f}" ry="{1.3 * r:.2f}" fill="{skin}"/>'
        f'<circle cx="{cx - 0.4 * r:.2f}" cy="{cy - 0.15 * r:.2f}" r="{0.1 * r:.2f}"/>'
        f'<circle cx="{cx + 0.4 * r:.2f}" cy="{cy - 0.15 * r:.2f}" r="{0.1 * r:.2f}"/>'
        f'<path d="M{cx - 0.35 * r:.2f},{cy + 0.6 * r:.2f}q{0.35 * r:.2f},{0.2 * r:.2f} '
        f'{0.7 * r:.2f},0" fill="none" stroke="#733" stroke-width="{0.08 * r:.2f}"/>'
    )
    return svg(w, h, inner, css)


def chart_svg(dice: Dice, width: float, height: float) -> str:
    """Return a bar, line, pie or scatter chart without text."""
    count = dice.whole(4, 14)
    values = dice.rng.uniform(0.1, 1, count) * height * 0.9
    step = width / count
    colours = [dice.colour((30, 50, 60), (210, 190, 220)) for _ in range(count)]
    kind = dice.pick(("bars", "curve", "pie", "dots"))
    inner = f'<path d="M1,0V{height}H{width}" fill="none" stroke="#333" stroke-width=".4"/>'
    if kind == "bars":
        inner += "".join(
            f'<rect x="{i * step + 0.2 * step:.1f}" y="{height - v:.1f}" '
            f'width="{0.6 * step:.1f}" height="{v:.1f}" fill="{c}"/>'
            for i, (v, c) in enumerate(zip(values, colours, strict=True))
        )
    elif kind == "curve":
        points = " ".join(f"{(i + 0.5) * step:.1f},{height - v:.1f}" for i, v in enumerate(values))
        inner += (
            f'<polyline points="{points}" fill="none" stroke="{colours[0]}" '
            f'stroke-width="{dice.real(0.4, 1.2)}"/>'
        )
    elif kind == "dots":
        spots = dice.rng.uniform(0, 1, (60, 2)) * (width, height)
        inner += "".join(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r=".7" fill="{colours[0]}"/>' for x, y in spots
        )
    else:
        edges = np.cumsum(values) / values.sum() * 2 * np.pi
        r, cx, cy = 0.46 * min(width, height), width / 2, height / 2
        inner, last = "", 0.0
        for edge, c in zip(edges, colours, strict=True):
            big = int(edge - last > np.pi)
            inner += (
                f'<path d="M{cx},{cy}L{cx + r * np.cos(last):.2f},{cy + r * np.sin(last):.2f}'
                f'A{r},{r} 0 {big} 1 {cx + r * np.cos(edge):.2f},{cy + r * np.sin(edge):.2f}Z" '
                f'fill="{c}"/>'
            )
            last = float(edge)
    return svg(width, height, inner)
