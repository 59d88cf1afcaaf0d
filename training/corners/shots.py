"""Draws reduced shots of specimens with every sheet's outline, for the corner net.

    python -m training.corners.shots DIR [--count 4000] [--seed 1] [--surfaces DIR] [--mix steep]

Unlike `training.scenes`, they have the lights, bends and faults of the specimens' camera.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from specimens.arrays import Field, Rng
from specimens.camera.geometry.projection import Geometry
from specimens.camera.recipe import Setting
from specimens.camera.sampling.streams import stream
from specimens.camera.scene import Surroundings
from specimens.camera.shoot import SpecimenShot, shoot
from specimens.dataset.plan import Shares, Task, plan_tasks
from specimens.dataset.shots import Series, draw_page, draw_second_sheet, make_recipe
from specimens.dataset.shots import draw_surroundings as desk
from specimens.world import Split, World
from training.scenes.placement import UNIT_SQUARE, edge_points
from training.scenes.view import SceneView

SHOT_LONG_SIDE_PX = 288  # of a saved shot
SEVERAL_CAUSE, CLOSEUP_CAUSE = "several", "closeup_number"
STEEP_DOSES = (0.4, 1.7)  # doses of a tilt: 20 to 75 degrees
CORNER_MIXES: Mapping[str, tuple[Shares, Mapping[str, float]]] = {
    "faults": (
        Shares(single=0.03, hidden=0.02, combined=0.12, special=0.0),
        {SEVERAL_CAUSE: 0.2, CLOSEUP_CAUSE: 0.35},
    ),
    "steep": (
        Shares(single=0.005, hidden=0.0, combined=0.06, special=0.0),
        {"tilt": 0.65, CLOSEUP_CAUSE: 0.25},
    ),
}
"""The plan's shares, and the shares of faultless shots that get a cause."""
PHOTOGRAPHED_SHARE = 0.75  # of the shots, with --surfaces


def plan_shots(count: int, seed: int, mix: str) -> Iterator[Task]:
    """Plan the shots of a mix; some faultless ones become pairs, close-ups or steep views."""
    shares, made = CORNER_MIXES[mix]
    for task in plan_tasks(count, seed, shares):
        rng = stream(seed, f"corners {task.index}")
        uniform = not task.causes and task.setting is Setting.TABLE
        cause = _added_cause(rng.random(), made) if uniform else None
        if cause is None:
            yield task
        else:
            yield replace(task, causes=(cause,), doses=(_dose(cause, task.index, rng),))


def _added_cause(chance: float, made: Mapping[str, float]) -> str | None:
    """Return the cause that a faultless shot gets, or None."""
    for cause, share in made.items():
        if chance < share:
            return cause
        chance -= share
    return None


def _dose(cause: str, index: int, rng: Rng) -> float:
    if cause == "tilt":
        return float(rng.uniform(*STEEP_DOSES))
    return index % 4 / 2 if cause == CLOSEUP_CAUSE else 1.0  # as the suites' doses, 0 to 1.5


def take_corner_shot(series: Series, task: Task, surfaces: tuple[Path, ...]) -> SpecimenShot:
    """Take a planned shot."""
    sheet = draw_page(series, task.variant, task.page).sheet
    recipe = make_recipe(series, task, sheet, 0)
    chosen = recipe.stream("photographed").random() < PHOTOGRAPHED_SHARE
    surroundings = Surroundings(surfaces=surfaces if chosen else (), papers=desk(series).papers)
    return shoot(sheet, recipe, surroundings, draw_second_sheet(series, sheet, recipe))


def sheet_outline(geometry: Geometry) -> Field:
    """Return photo points along a sheet's edge, 4 × N × 2, from its own top left."""
    return np.float32(geometry.to_photo(edge_points(UNIT_SQUARE * np.float32(geometry.size_mm))))


def write_shot(shot: SpecimenShot, folder: Path, name: str) -> None:
    """Write a shot's reduced picture and its outlines in shares of the frame."""
    height, width = shot.photo.shape[:2]
    scale = SHOT_LONG_SIDE_PX / max(width, height)
    small = cv2.resize(shot.photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    sheets = [*shot.other_geometries, shot.geometry]  # the last is on top
    lines = [(sheet_outline(geometry) + 0.5) / (width, height) for geometry in sheets]
    cv2.imwrite(str(folder / f"{name}.png"), small)
    text = json.dumps([np.round(line, 5).tolist() for line in lines])
    (folder / f"{name}.json").write_text(text, encoding="utf-8")


def read_shots(folder: Path, rng: Rng) -> Iterator[SceneView]:
    """Yield the shots of a folder in random order, forever."""
    while files := sorted(folder.glob("*.json")):  # listed again: the set may have grown
        for index in rng.permutation(len(files)):
            yield read_view(files[index])
    raise ValueError(f"no shots in {folder}")


def read_view(file: Path) -> SceneView:
    """Read a shot: picture, visible sheets, outlines."""
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
    return SceneView(picture=picture.astype(np.float32), shown=shown, edges=edges, quads=quads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--surfaces", type=Path)
    parser.add_argument("--mix", choices=CORNER_MIXES, default="faults")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    surfaces = tuple(sorted(options.surfaces.glob("*.jpg"))) if options.surfaces else ()
    cv2.setNumThreads(1)
    series = Series(name="corners", seed=options.seed, world=World.of(Split.TRAINING))
    for task in plan_shots(options.count, options.seed, options.mix):
        name = f"{options.seed}-{task.index:05d}"
        if not (options.folder / f"{name}.json").exists():
            write_shot(take_corner_shot(series, task, surfaces), options.folder, name)


if __name__ == "__main__":
    main()
