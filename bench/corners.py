"""How closely corners of photographed pages are found, on photographed tables.

    python -m bench.corners --pages DIR --surfaces DIR [--count 300]

The simulated phone of the specimens takes the pages: no fault, but its own light, lens and hands.
A page is a picture of one sheet that fills it; what it lies on shows at its very rim at most, which
is trimmed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.decode import decode
from precheck.locate import locate
from precheck.parallel import cores, unordered
from precheck.suite.polygons import iou
from specimens.camera.recipe import Recipe
from specimens.camera.scene import Around
from specimens.camera.shoot import shoot
from specimens.camera.streams import stream
from specimens.sheet import Sheet
from specimens.world import Split, World

RIM = 0.025  # of the page's shorter side
LONG_MM = 297.0
CLOSE = 0.934  # IoU


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenes:
    """What is photographed."""

    pages: tuple[Path, ...]
    surfaces: tuple[Path, ...]
    seed: int


def sheet_of(picture: NDArray[np.uint8]) -> Sheet:
    """Return a photographed page as a sheet without known words, A4 by its longer side."""
    height, width = picture.shape[:2]
    rim = round(RIM * min(height, width))
    pixels = np.ascontiguousarray(picture[rim : height - rim, rim : width - rim])
    return Sheet(
        type="other",
        variant="photographed",
        pixels=pixels,
        printed=np.full(pixels.shape[:2], 255, np.uint8),
        words=(),
        px_per_mm=max(pixels.shape[:2]) / LONG_MM,
        number=None,
        number_kind=None,
        number_box=None,
    )


def found(scenes: Scenes, index: int) -> float | None:
    """Return the IoU of the sheet told on one shot, 0 for none; None where the frame cuts it."""
    cv2.setNumThreads(1)
    rng = stream(scenes.seed, f"page {index}")
    path = scenes.pages[rng.integers(len(scenes.pages))]
    picture = cv2.imread(str(path))
    if picture is None:
        raise click.ClickException(f"{path} is no picture: take it out of the folder.")
    recipe = Recipe(seed=int(rng.integers(2**62)), habits=World.of(Split.TEST).habits)
    around = Around(surfaces=scenes.surfaces)
    shot = shoot(sheet_of(np.asarray(picture, np.uint8)), recipe, around)
    height, width = shot.photo.shape[:2]
    true = shot.lies.quad
    if (true < 0).any() or (true > (width, height)).any():
        return None
    page, _ = locate(decode(shot.jpeg))
    told = None if page.bare is not None else page.sheet.quad
    return 0.0 if told is None else iou(_points(true), _points(told))


def _points(quad: NDArray[np.floating]) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in quad]


def line(shares: Sequence[float]) -> str:
    """Return what is told of the shots."""
    told = np.array(shares)
    low, middle = np.quantile(told, (0.05, 0.5))
    return (
        f"{len(told)} shots: IoU {told.mean():.4f} (mean), {middle:.4f} (median), {low:.3f} "
        f"(fifth percentile), {told.min():.3f} (least), {int((told < CLOSE).sum())} below {CLOSE}"
    )


def _pictures(_context: click.Context, _option: click.Parameter, folder: Path) -> tuple[Path, ...]:
    paths = tuple(sorted(folder.glob("*.jpg")))
    if not paths:
        raise click.BadParameter(f"{folder} holds no *.jpg.")
    return paths


FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.option("--pages", type=FOLDER, required=True, callback=_pictures, help="Folder of pages.")
@click.option("--surfaces", type=FOLDER, required=True, callback=_pictures, help="And of tables.")
@click.option("--count", type=click.IntRange(min=1), default=300, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(pages: tuple[Path, ...], surfaces: tuple[Path, ...], count: int, seed: int) -> None:
    """Photograph pages on tables and print how closely their corners are found."""
    work = partial(found, Scenes(pages=pages, surfaces=surfaces, seed=seed))
    with click.progressbar(unordered(work, range(count), cores()), length=count) as bar:
        shares = [share for share in bar if share is not None]
    if not shares:
        raise click.ClickException("The frame cuts every page: take more shots with --count.")
    click.echo(line(shares))


if __name__ == "__main__":
    main()
