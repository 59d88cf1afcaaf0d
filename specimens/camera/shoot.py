"""Photographs a sheet: from a recipe to the JPEG that arrives, and where everything lies in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.camera import covers, held_over, hold, lay, lens, light, sensor, table
from specimens.camera.aim import field_box, target, text_height_mm
from specimens.camera.channel import Picture, Sending, opened, sending, sent
from specimens.camera.geometry import Geometry
from specimens.camera.paperwork import spoiled
from specimens.camera.pose import Pose
from specimens.camera.recipe import BY_TEXT, Recipe, Setting
from specimens.camera.screen import moire
from specimens.sheet import Sheet

Linear = NDArray[np.float32]
PAPER = 0.9  # linear light that white paper gives back


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A photo as it arrives, and what is known of it."""

    jpeg: bytes
    photo: Picture
    """The JPEG opened, BGR."""
    lies: Geometry
    turn: int
    surface: str
    text_px: float
    """Median height of the must-read text, pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a sheet lies on and among."""

    surfaces: tuple[Path, ...] = ()
    """Photographed surfaces, to be used instead of drawn ones."""
    papers: tuple[Picture, ...] = ()
    """Pages that lie about."""


def shoot(
    sheet: Sheet,
    recipe: Recipe,
    around: Around = Around(),
    other: Sheet | None = None,
) -> Shot:
    """Photograph a sheet. The same recipe and sheet give the same bytes.

    around: what the sheet lies on and among.
    other: a second sheet beside it.
    """
    way = _way(sheet, recipe)
    digital = recipe.setting in {Setting.SCREENSHOT, Setting.RENDERED}
    place = hold.flat if digital else hold.held
    beside: list[tuple[Picture, Geometry]] = []
    if other is not None:
        (lies, also), how = hold.pair(sheet, other, way.long_side, recipe)
        beside.append((lay.reduced(other.pixels, also), also))
    else:
        lies, how = place(sheet, way.long_side, recipe)
    text_px = text_height_mm(sheet) * lies.px_per_mm()
    aim = target(sheet, recipe.stream("fold"))
    pixels = lay.reduced(sheet.pixels, lies)
    pixels = spoiled(pixels, pixels.shape[1] / sheet.size_mm[0], aim, recipe)
    if digital:
        picture, surface = _shown(pixels, lies, how, recipe), str(recipe.setting)
    else:
        scene, surface = _scene(sheet, [*beside, (pixels, lies)], how, recipe, around)
        picture = _photo(scene, sheet, lies, text_px, recipe)
    if recipe.setting is Setting.CROPPED:
        picture, lies = _cropped(picture, lies, how, way, recipe)
    data = sent(picture, way)
    return Shot(
        jpeg=data, photo=opened(data), lies=lies, turn=how.turn, surface=surface, text_px=text_px
    )


def _way(sheet: Sheet, recipe: Recipe) -> Sending:
    """Return how the photo is sent: seldom so small that fine print is lost by that alone."""
    rng = recipe.stream("sending")
    way = sending(rng)
    if hold.finest(sheet, way.long_side) > 1 and rng.random() < 0.92:
        way = replace(way, long_side=max(way.long_side, 1600))
    steps = recipe.strength("jpeg")
    if not steps:
        return way
    return replace(way, qualities=(*way.qualities[:-1], max(2, round(50 / 2**steps))))


def _shown(pixels: Picture, lies: Geometry, how: Pose, recipe: Recipe) -> Picture:
    """Return a screenshot: the page between the bars of a viewer, no camera."""
    rng = recipe.stream("viewer")
    picture = np.empty((how.frame[1], how.frame[0], 3), np.uint8)
    picture[:] = rng.choice([0, 18, 40, 235, 255])
    lay.laid(picture, pixels, lies, (0, 0, 0.1))
    if recipe.setting is Setting.SCREENSHOT:
        _bars(picture, rng)
    return picture


def _bars(picture: Picture, rng: np.random.Generator) -> None:
    """Draw the phone's status line and a viewer's buttons."""
    height, width = picture.shape[:2]
    dark = rng.random() < 0.5
    paper, ink = ((25,) * 3, (230,) * 3) if dark else ((250,) * 3, (40,) * 3)
    bar = round(0.06 * height)
    for top in (0, height - bar):
        cv2.rectangle(picture, (0, top), (width, top + bar), paper, -1)
        for at in np.sort(rng.uniform(0.03, 0.95, int(rng.integers(3, 7)))):
            centre = (round(at * width), top + bar // 2)
            cv2.circle(picture, centre, bar // 6, ink, -1 if rng.random() < 0.4 else 2, cv2.LINE_AA)
    clock = f"{rng.integers(24):02d}.{rng.integers(60):02d}"
    cv2.putText(picture, clock, (10, bar // 2), cv2.FONT_HERSHEY_SIMPLEX, bar / 90, ink, 1, cv2.LINE_AA)


def _scene(
    sheet: Sheet,
    pages: Sequence[tuple[Picture, Geometry]],
    how: Pose,
    recipe: Recipe,
    around: Around,
) -> tuple[Picture, str]:
    """Return what lies before the phone, evenly lit, and the surface's name."""
    lies = pages[-1][1]
    under = table.ground(recipe, around.surfaces)
    picture = table.spread(under, lies, how.frame, recipe)
    if "closeup_number" not in recipe.faults:
        papers = () if {"no_document", "several"} & set(recipe.faults) else around.papers
        table.litter(picture, lies, recipe, papers)
    rng = recipe.stream("lift")
    scale = lies.px_per_mm()
    lift = rng.uniform(-1.5, 1.5, 2) * scale
    if recipe.setting is Setting.SCREEN:
        picture[:] = (picture * rng.uniform(0.1, 0.5)).astype(np.uint8)
        _bezel(picture, lies, rng)
    if "no_document" in recipe.faults:
        return picture, under.kind
    edge = (float(lift[0]), float(lift[1]), rng.uniform(0.3, 2) * scale)
    for pixels, where in pages:
        lay.laid(picture, pixels, where, edge)
    held_over.things(picture, sheet, lies, recipe)
    if "closeup_number" not in recipe.faults:
        held_over.fingers(picture, sheet, lies, recipe)
    return picture, under.kind


def _bezel(picture: Picture, lies: Geometry, rng: np.random.Generator) -> None:
    """Draw the dark screen around a page shown on it."""
    width, height = lies.size_mm
    x, y = rng.uniform(5, 60, 2)
    outline = np.array([[-x, -y], [width + x, -y], [width + x, height + y], [-x, height + y]])
    plane = Geometry(lies.matrix, lies.size_mm)
    points = plane.to_photo(outline.astype(np.float32)[None])[0]
    level = int(rng.choice([8, 20, 60, 200]))
    cv2.fillPoly(picture, [np.rint(points * 16).astype(np.int32)], (level,) * 3, cv2.LINE_AA, 4)


def _photo(scene: Picture, sheet: Sheet, lies: Geometry, text_px: float, recipe: Recipe) -> Picture:
    """Return the picture that a phone takes of a scene."""
    size = scene.shape[1], scene.shape[0]
    beam = _light(size, sheet, lies, recipe)
    linear = light.lit(scene, beam, size)
    if recipe.setting is Setting.SCREEN or "moire" in recipe.faults:
        rng = recipe.stream("moire")
        amplitude = recipe.strength("moire") or rng.uniform(0.05, 0.2)
        linear *= moire(lies, size, amplitude, rng)
    linear = _exposed(linear, lies, recipe)
    linear = _glare(linear, sheet, lies, recipe)
    linear = _focused(linear, text_px, recipe)
    return _developed(linear, recipe)


def _spot(sheet: Sheet, lies: Geometry, size_mm: float, rng: np.random.Generator) -> light.Spot:
    x, y = held_over.seen(lies, target(sheet, rng))
    return light.Spot(float(x), float(y), size_mm * lies.px_per_mm())


def _light(size: tuple[int, int], sheet: Sheet, lies: Geometry, recipe: Recipe) -> light.Field:
    """Return the light on the scene, coarse: the room's, less the shadows."""
    beam = light.ambient(size, recipe.stream("ambient"))
    rng = recipe.stream("soft shadow")
    if rng.random() < 0.4:
        spot = _spot(sheet, lies, rng.uniform(0.1, 0.5) * max(sheet.size_mm), rng)
        depth = rng.uniform(0.1, 0.55)
        beam = beam * (1 - depth * light.shadow(size, spot, rng, recipe.unusual)[..., None])
    stops = recipe.strength("shadow")
    if stops:
        rng = recipe.stream("shadow")
        spot = _spot(sheet, lies, rng.uniform(0.08, 0.45) * max(sheet.size_mm), rng)
        dark = light.shadow(size, spot, rng, recipe.unusual)[..., None]
        beam = beam * 2.0 ** (-stops * dark)
    return np.asarray(beam, np.float32)


def _exposed(linear: Linear, lies: Geometry, recipe: Recipe) -> Linear:
    """Set the exposure by the sheet's brighter part, as a phone does; then the faults."""
    rng = recipe.stream("exposure")
    centre = np.clip(lies.quad.mean(0), 0, np.array(linear.shape[1::-1]) - 1).astype(int)
    near = linear[max(centre[1] - 300, 0) : centre[1] + 300 : 8, max(centre[0] - 300, 0) : centre[0] + 300 : 8, 1]
    bright = float(np.percentile(near, 85))
    level = rng.uniform(0.5, 0.95) if rng.random() < 0.85 else rng.uniform(0.25, 0.5)
    gain = level / max(bright, 1e-3)
    stops = recipe.strength("overexposed") - recipe.strength("dark")
    linear = linear * np.float32(gain * 2.0**stops)
    veil = 0.004 * rng.uniform(0.3, 3) * max(1.0, 2.0 ** recipe.strength("overexposed"))
    return np.asarray(linear + np.float32(veil * min(level * 2.0**stops, 4.0) * 4), np.float32)


def _glare(linear: Linear, sheet: Sheet, lies: Geometry, recipe: Recipe) -> Linear:
    """Add what mirrors in the sheet."""
    size = linear.shape[1], linear.shape[0]
    rng = recipe.stream("sheen")
    if rng.random() < (0.45 if sheet.glossy else 0.1):
        spot = _spot(sheet, lies, rng.uniform(1, 12) * max(sheet.size_mm) / 300, rng)
        strength = rng.uniform(0.02, 0.12) if rng.random() < 0.7 else rng.uniform(0.1, 0.5)
        image = light.mirrored(size, spot, rng, sheet.glossy, recipe.unusual)
        linear = linear + np.float32(strength) * image[..., None]
    if recipe.strength("glare"):
        rng = recipe.stream("glare")
        spot = _spot(sheet, lies, recipe.strength("glare"), rng)
        glossy = sheet.glossy or rng.random() < 0.5
        linear = linear + light.mirrored(size, spot, rng, glossy, recipe.unusual)[..., None]
    box = field_box(sheet, recipe.stream("hide"))
    if recipe.strength("hidden_glare") and box is not None:
        rng = recipe.stream("hidden glare")
        middle, along, high = held_over.entry(lies, box)
        long = float(np.linalg.norm(along) / high)
        turned = float(np.arctan2(along[1], along[0]))
        spot = light.Spot(middle[0], middle[1], high * rng.uniform(0.6, 1.1), long, turned)
        linear = linear + light.mirrored(size, spot, rng, True, recipe.unusual)[..., None]
    return np.asarray(linear, np.float32)


def _focused(linear: Linear, text_px: float, recipe: Recipe) -> Linear:
    """Apply the lens: never quite sharp, and the faults of focus and of the hand."""
    rng = recipe.stream("lens")
    linear = cv2.GaussianBlur(linear, (0, 0), rng.uniform(0.3, 0.6))
    blur = {cause: recipe.strength(cause) * text_px for cause in BY_TEXT}
    blades = int(rng.choice([5, 6, 7])) if recipe.unusual and rng.random() < 0.5 else 0
    hollow = float(rng.uniform(0, 0.5))
    if blur["defocus"]:
        linear = lens.blurred(linear, lens.disk(blur["defocus"], hollow, blades))
    if blur["focus_falloff"]:
        field = lens.focus_field(recipe.stream("focus"), (linear.shape[1], linear.shape[0]))
        linear = lens.fallen_off(linear, field, blur["focus_falloff"])
    if blur["motion"]:
        rng = recipe.stream("motion")
        curve = rng.uniform(0.15, 0.5) if recipe.unusual else rng.uniform(0, 0.25)
        linear = lens.blurred(linear, lens.path(blur["motion"], float(curve), rng))
    return linear


def _developed(linear: Linear, recipe: Recipe) -> Picture:
    rng = recipe.stream("sensor")
    kit = sensor.phone(recipe.stream("phone"), recipe.unusual)
    levels = float(rng.uniform(0.8, 4) if rng.random() < 0.85 else rng.uniform(4, 7))
    levels = float(np.hypot(levels, recipe.strength("noise")))
    shot = (2 * levels / 255) ** 2
    read = 0.3 * levels / 255 * rng.uniform(0.05, 0.2)
    return sensor.developed(sensor.noisy(linear, shot, read, rng), kit)


def _cropped(
    picture: Picture, lies: Geometry, how: Pose, way: Sending, recipe: Recipe
) -> tuple[Picture, Geometry]:
    """Cut the photo to the page; a scanner app also makes it rectangular."""
    rng = recipe.stream("crop")
    quad = lies.quad
    if rng.random() < 0.5:
        upright = np.roll(quad, -(how.turn // 90), 0)
        sides = np.linalg.norm(upright - np.roll(upright, -1, 0), axis=1)
        width, height = sides[0::2].mean(), sides[1::2].mean()
        scale = way.long_side / max(width, height)
        size = (round(width * scale), round(height * scale))
        corners = np.array([[0, 0], [size[0], 0], size, [0, size[1]]], np.float32)
        corners += rng.uniform(-0.006, 0.006, (4, 2)).astype(np.float32) * way.long_side
        matrix = cv2.getPerspectiveTransform(upright, corners)
        return cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_LINEAR), lies.then(matrix)
    low = np.clip(quad.min(0) + rng.uniform(-8, 6, 2), 0, None).astype(int)
    high = np.ceil(quad.max(0) + rng.uniform(-6, 8, 2)).astype(int)
    part = picture[low[1] : high[1], low[0] : high[0]]
    scale = min(way.long_side / max(part.shape[:2]), 1.0)
    matrix = np.diag([scale, scale, 1.0]) @ np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1.0]])
    size = (round(part.shape[1] * scale), round(part.shape[0] * scale))
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA), np.uint8), lies.then(matrix)
