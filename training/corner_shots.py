"""Draws shots of specimens that the corner net learns from, small, with every sheet's outline.

    python -m training.corner_shots DIR [--count 4000] [--seed 1] [--surfaces DIR] [--mix steep]

The scenes of `scenes.py` are fast and many-sided; these have the light, the bend and the faults of
the suites' calibration world.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.camera.geometry import Geometry
from specimens.camera.recipe import Setting
from specimens.camera.scene import Around
from specimens.camera.shoot import Shot, shoot
from specimens.camera.streams import stream
from specimens.plan import Shares, Task, tasks
from specimens.take import Series, page, recipe_of, second
from specimens.take import around as desk
from specimens.world import Split, World
from training.view import View
from training.warp import UNIT, around

Floats = NDArray[np.float32]
LONG = 288  # px, long side of a kept shot
SEVERAL, CLOSE = "several", "closeup_number"
STEEP = (0.4, 1.7)  # doses of a tilt: 20 to 75 degrees
MIXES: Mapping[str, tuple[Shares, Mapping[str, float]]] = {
    "faults": (
        Shares(single=0.03, hidden=0.02, combined=0.12, special=0.0),
        {SEVERAL: 0.2, CLOSE: 0.35},
    ),
    "steep": (
        Shares(single=0.005, hidden=0.0, combined=0.06, special=0.0),
        {"tilt": 0.65, CLOSE: 0.25},
    ),
}
"""Faults by plan, and what is made of how many of the shots that have no other fault."""
PHOTOGRAPHED = 0.75  # of the shots lie on a photographed surface, where there are any


def planned(count: int, seed: int, mix: str) -> Iterator[Task]:
    """Plan the shots of a mix; some of the faultless ones show two sheets, a part, a steep view."""
    shares, made = MIXES[mix]
    for task in tasks(count, seed, shares):
        rng = stream(seed, f"corners {task.index}")
        plain = not task.causes and task.setting is Setting.TABLE
        cause = _made(rng.random(), made) if plain else None
        if cause is None:
            yield task
        else:
            yield replace(task, causes=(cause,), doses=(_dose(cause, task.index, rng),))


def _made(chance: float, made: Mapping[str, float]) -> str | None:
    """Return what a faultless shot is made of, if anything."""
    for cause, share in made.items():
        if chance < share:
            return cause
        chance -= share
    return None


def _dose(cause: str, index: int, rng: np.random.Generator) -> float:
    if cause == "tilt":
        return float(rng.uniform(*STEEP))
    return index % 4 / 2 if cause == CLOSE else 1.0  # as the suites' doses, 0 to 1.5


def taken(series: Series, task: Task, surfaces: tuple[Path, ...]) -> Shot:
    """Take a shot of a plan."""
    sheet = page(series, task.variant, task.page).sheet
    recipe = recipe_of(series, task, sheet, 0)
    chosen = recipe.stream("photographed").random() < PHOTOGRAPHED
    around = Around(surfaces=surfaces if chosen else (), papers=desk(series).papers)
    return shoot(sheet, recipe, around, second(series, sheet, recipe))


def outline(lies: Geometry) -> Floats:
    """Return points along the edge of a sheet as seen, 4 × N × 2, from its own top left."""
    return np.float32(lies.to_photo(around(UNIT * np.float32(lies.size_mm))))


def kept(shot: Shot, folder: Path, name: str) -> None:
    """Write a shot's small picture and the outlines in it, in shares of the frame."""
    height, width = shot.photo.shape[:2]
    scale = LONG / max(width, height)
    small = cv2.resize(shot.photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    sheets = [*shot.others, shot.lies]  # the last on top
    lines = [(outline(lies) + 0.5) / (width, height) for lies in sheets]
    cv2.imwrite(str(folder / f"{name}.png"), small)
    text = json.dumps([np.round(line, 5).tolist() for line in lines])
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def shots(folder: Path, rng: np.random.Generator) -> Iterator[View]:
    """Read the shots of a folder in random order, again and again."""
    while files := sorted(folder.glob("*.json")):  # again each time: more may have been drawn
        for index in rng.permutation(len(files)):
            yield read(files[index])
    raise ValueError(f"no shots in {folder}")


def read(file: Path) -> View:
    """Read a shot: what it shows and where the outlines run."""
    picture = cv2.imread(str(file.with_suffix(".png")))
    if picture is None:
        raise ValueError(f"no picture beside {file}")
    height, width = picture.shape[:2]
    lines = [np.array(line, np.float32) for line in json.loads(file.read_text("utf-8"))]
    shown = np.full((height, width), -1, np.int8)
    edges = np.zeros((height, width), np.float32)
    for index, line in enumerate(lines):
        path = np.rint((line.reshape(-1, 2) * (width, height) - 0.5) * 16).astype(np.int32)
        cover, edge = np.zeros((2, height, width), np.uint8)
        cv2.fillPoly(cover, [path], 255, cv2.LINE_8, 4)
        cv2.polylines(edge, [path], True, 255, 2, cv2.LINE_AA, 4)
        edges = np.maximum(np.where(cover > 0, 0, edges), edge)
        shown[cover > 0] = index
    quads = [line[:, 0] for line in lines]
    return View(picture=picture.astype(np.float32), shown=shown, edges=edges, quads=quads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--surfaces", type=Path)
    parser.add_argument("--mix", choices=MIXES, default="faults")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    surfaces = tuple(sorted(options.surfaces.glob("*.jpg"))) if options.surfaces else ()
    cv2.setNumThreads(1)
    series = Series(name="corners", seed=options.seed, world=World.of(Split.TRAINING))
    for task in planned(options.count, options.seed, options.mix):
        name = f"{options.seed}-{task.index:05d}"
        if not (options.folder / f"{name}.json").exists():
            kept(taken(series, task, surfaces), options.folder, name)


if __name__ == "__main__":
    main()
