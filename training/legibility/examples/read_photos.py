"""Pages of real photos, whose words are not known: a teacher's maps are their targets."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np

from precheck.check import observe
from precheck.decode.file import decode
from precheck.library import reader
from precheck.options import Options
from precheck.runtime.clock import Clock
from precheck.suite.check_shots import load_office
from precheck.suite.manifest import read_suite
from precheck.text.legibility_net import LEGIBILITY_MAP, density, net_input
from specimens.arrays import Field, Picture
from specimens.truth.legibility import READABLE_INDEX
from training.legibility.examples.pages import UNSURE_PIECE, FlatPage
from training.legibility.files import Teacher

COVERED_MAP = LEGIBILITY_MAP + 1


def acceptable(folder: Path) -> list[Path]:
    """Return the photos of a labelled suite all of whose print a person could read."""
    return [folder / shot.file for shot in read_suite(folder) if shot.good]


def photographed_pages(
    photos: Iterable[Path], teacher: Teacher, *, read: bool
) -> Iterator[FlatPage]:
    """Yield the page of each photo as the service flattens it.

    read: a person could read all print, so that nothing is covered and all is at least readable,
    whatever the teacher sees.
    """
    for path in photos:
        photo = decode(path.read_bytes())
        _, loss = observe(photo, Options(), load_office(None), reader(), Clock())
        if loss is None:
            continue
        page, shape = loss.capture.page, loss.capture.text.text.shape
        picture = net_input(page)
        dense = density(page.to_photo, (page.flat.shape[1], page.flat.shape[0]), shape)
        maps = teacher(picture, dense)
        if read:
            maps[COVERED_MAP] = 0
            maps[LEGIBILITY_MAP] = np.maximum(maps[LEGIBILITY_MAP], READABLE_INDEX)
        yield _page(picture, dense, maps, path.name)


def _page(picture: Picture, dense: Field, maps: Field, name: str) -> FlatPage:
    none = np.zeros(0, np.float32)
    shape = dense.shape
    return FlatPage(
        planes=np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420), np.uint8),
        cells=np.full(shape, UNSURE_PIECE, np.int16), dense=dense, pieces=none,
        words=np.zeros(0, np.int32), index=none, must_read=np.zeros(0, np.bool_), cause="none",
        reasons=(), page=name, blank=np.zeros(shape, np.bool_), uniform=np.zeros(shape, np.bool_),
        teacher_maps=maps.astype(np.float16), of_real_photo=True,
    )  # fmt: skip
