"""Accuracy of the detected corners of photographed pages on photographed tables.

    python -m bench.corners --pages DIR --surfaces DIR [--count 300]

The specimens' camera takes the pages without faults, with its usual light, lens and pose. A page is
a picture that one sheet fills; its rim, which may show the table below, is trimmed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.decode.file import decode
from precheck.runtime.parallel import cores, map_unordered
from precheck.sheet.detect import find_page
from precheck.suite.figures.all_figures import quad_iou
from specimens.camera.recipe import Recipe
from specimens.camera.sampling.streams import stream
from specimens.camera.scene import Surroundings
from specimens.camera.shoot import shoot
from specimens.sheet import DrawnSheet
from specimens.world import Split, World

RIM_SHARE = 0.025
"""Trimmed on each side, of the page's shorter side."""
A4_LONG_SIDE_MM = 297.0
MIN_CLOSE_IOU = 0.934


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenes:
    """Pictures of pages and of tables, and the seed that combines them."""

    pages: tuple[Path, ...]
    surfaces: tuple[Path, ...]
    seed: int


def sheet_of(picture: NDArray[np.uint8]) -> DrawnSheet:
    """Return a picture of a page as a sheet without known words, as long as A4."""
    height, width = picture.shape[:2]
    rim = round(RIM_SHARE * min(height, width))
    pixels = np.ascontiguousarray(picture[rim : height - rim, rim : width - rim])
    return DrawnSheet(
        type="other",
        variant="photographed",
        pixels=pixels,
        printed=np.full(pixels.shape[:2], 255, np.uint8),
        words=(),
        px_per_mm=max(pixels.shape[:2]) / A4_LONG_SIDE_MM,
        number=None,
        number_kind=None,
        number_box=None,
    )


def detection_iou(scenes: Scenes, index: int) -> float | None:
    """Return the IoU of the detected sheet in one shot, 0 for none; None if the frame cuts it."""
    cv2.setNumThreads(1)
    rng = stream(scenes.seed, f"page {index}")
    path = scenes.pages[rng.integers(len(scenes.pages))]
    picture = cv2.imread(str(path))
    if picture is None:
        raise click.ClickException(f"{path} is no picture: take it out of the folder.")
    recipe = Recipe(seed=int(rng.integers(2**62)), habits=World.of(Split.TEST).habits)
    surroundings = Surroundings(surfaces=scenes.surfaces)
    shot = shoot(sheet_of(np.asarray(picture, np.uint8)), recipe, surroundings)
    height, width = shot.photo.shape[:2]
    true = shot.geometry.quad
    if (true < 0).any() or (true > (width, height)).any():
        return None
    page, _ = find_page(decode(shot.jpeg))
    return 0.0 if page.sheetless is not None else quad_iou(_points(true), _points(page.sheet.quad))


def _points(quad: NDArray[np.floating]) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in quad]


def summary(ious: Sequence[float]) -> str:
    """Return the distribution of the IoUs in one line."""
    values = np.array(ious)
    p5, median = np.quantile(values, (0.05, 0.5))
    low = int((values < MIN_CLOSE_IOU).sum())
    return (
        f"{len(values)} shots: IoU {values.mean():.4f} (mean), {median:.4f} (median), {p5:.3f} "
        f"(fifth percentile), {values.min():.3f} (least), {low} below {MIN_CLOSE_IOU}"
    )


def _pictures(_context: click.Context, _option: click.Parameter, folder: Path) -> tuple[Path, ...]:
    paths = tuple(sorted(folder.glob("*.jpg")))
    if not paths:
        raise click.BadParameter(f"{folder} holds no *.jpg.")
    return paths


PICTURES = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.option("--pages", type=PICTURES, required=True, callback=_pictures, help="Of pages.")
@click.option("--surfaces", type=PICTURES, required=True, callback=_pictures, help="Of tables.")
@click.option("--count", type=click.IntRange(min=1), default=300, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(pages: tuple[Path, ...], surfaces: tuple[Path, ...], count: int, seed: int) -> None:
    """Photograph pages on tables and print the accuracy of their detected corners."""
    work = partial(detection_iou, Scenes(pages=pages, surfaces=surfaces, seed=seed))
    with click.progressbar(map_unordered(work, range(count), cores()), length=count) as bar:
        ious = [iou for iou in bar if iou is not None]
    if not ious:
        raise click.ClickException("The frame cuts every page: take more shots with --count.")
    click.echo(summary(ious))


if __name__ == "__main__":
    main()
