"""Flattened pages, drawn as rectification would return them from a photo."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from precheck.sheet.page_net import PAD_LEVEL, PAGE_NET_PX
from specimens.arrays import Field, Picture, Rng
from training.page.net import KNOWN_SPECIMENS, SPECIMENS, form_index
from training.scenes.library import LibraryPage, load_library
from training.scenes.light import (
    add_glare,
    illumination,
    lay_finger,
    lay_object,
    photograph_small,
    shading,
)
from training.scenes.placement import Placement, random_curl, warp_page
from training.scenes.surfaces import Surfaces

BATCH_SIZE = 10
POOL_SIZE = 240
TURNS_SHOWN = 4
CUT_SHARE, WIDER_SHARE = (0.35, 0.06)  # of pages: cut by the frame; with the table around
NARROWED_SHARE, FAINT_SHARE, DARK_SHARE = 0.25, 0.08, 0.08  # of pages
FORM_SHARES = {
    "kk_blue": 0.06, "kk_2018": 0.06, "kk_white": 0.06,
    "akta_kelahiran_old": 0.08, "akta_kelahiran_new": 0.08,
    "akta_kematian_old": 0.08, "akta_kematian_new": 0.08,
    "ktp": 0.12, "other": 0.25, "blank_side": 0.08, "back_side": 0.05,
}  # fmt: skip


def blank_side(rng: Rng) -> LibraryPage:
    """Return a blank side of paper."""
    long = int(rng.uniform(300, 576))
    shape = (long, int(long / 1.414)) if rng.random() < 0.5 else (int(long / 1.5), long)
    tint = 255 - rng.uniform(0, 30) - rng.uniform(0, 25, 3) * (rng.random() < 0.4)
    return LibraryPage("blank", np.full((*shape, 3), tint, np.float32).astype(np.uint8))


def show_through(rng: Rng, page: LibraryPage) -> LibraryPage:
    """Return the back of a printed sheet: its print faint and mirrored."""
    share = rng.uniform(0.0, 0.25)
    mirrored = cv2.GaussianBlur(page.pixels[:, ::-1], (0, 0), rng.uniform(1, 3))
    pixels = mirrored * share + 250.0 * (1 - share)
    return LibraryPage("blank", pixels.astype(np.uint8))


def choose_page(rng: Rng, pages: dict[str, list[LibraryPage]]) -> LibraryPage:
    """Return a page of a form sampled by FORM_SHARES; forms without specimens are skipped."""
    names = [name for name in FORM_SHARES if pages.get(name) or name == "blank_side"]
    weights = np.array([FORM_SHARES[name] for name in names])
    name = names[rng.choice(len(names), p=weights / weights.sum())]
    if name != "blank_side":
        return pages[name][rng.integers(len(pages[name]))]
    if rng.random() < 0.5:
        return blank_side(rng)
    some = pages["other"]
    return show_through(rng, some[rng.integers(len(some))])


def shown_part(rng: Rng) -> tuple[Field, Field]:
    """Return the visible part of a page, in shares of it: its start and end, x then y."""
    low, high = np.zeros(2, np.float32), np.ones(2, np.float32)
    kind = rng.random()
    if kind < CUT_SHARE:
        for axis in rng.permutation(2)[: rng.choice([1, 2], p=[0.7, 0.3])]:
            most = rng.choice([0.15, 0.4], p=[0.6, 0.4])
            away = rng.uniform(0, most)
            if rng.random() < 0.5:
                low[axis] = away
            else:
                high[axis] = 1 - away
    elif kind < CUT_SHARE + WIDER_SHARE:
        low -= rng.uniform(0, 0.15, 2).astype(np.float32)
        high += rng.uniform(0, 0.15, 2).astype(np.float32)
    return low, high


def draw_flattened(rng: Rng, page: LibraryPage, surfaces: Surfaces) -> Field:
    """Draw the page as rectified from a photo: inexact corners, occlusion, light, camera."""
    height, width = page.pixels.shape[:2]
    low, high = shown_part(rng)
    seen = np.array([width, height]) * (high - low) * np.exp(rng.normal(0, 0.04, 2))
    if rng.random() < NARROWED_SHARE:  # narrowed by perspective
        seen[rng.integers(2)] *= rng.uniform(0.35, 1)
    extent = np.maximum(seen * PAGE_NET_PX / seen.max(), 8).astype(int)
    shape = (int(extent[1]), int(extent[0]))
    unit = np.float32([[0, 0], [1, 0], [1, 1], [0, 1]])
    quad = (unit - low) / (high - low) + rng.normal(0, rng.choice([0.004, 0.015]), (4, 2))
    quad = (quad * extent - 0.5).astype(np.float32)
    lay = Placement(cv2.getPerspectiveTransform(unit, quad), random_curl(rng, 0.03))
    pixels, cover, maps = warp_page(page.pixels, lay, shape)
    ground = surfaces(rng, shape)
    shaded = pixels * shading(rng, maps)[..., None]
    if (
        page.kind in KNOWN_SPECIMENS and rng.random() < FAINT_SHARE
    ):  # not other papers: faint ones resemble blank sides
        shaded = 255 - (255 - shaded) * rng.uniform(0.15, 0.6)
    whole = ground * (1 - cover[..., None]) + shaded * cover[..., None]
    return spoil(rng, whole, lay)


def spoil(rng: Rng, picture: Field, lay: Placement) -> Field:
    """Add fingers, objects, light, glare and the camera."""
    if rng.random() < 0.2:
        outline = lay.outline()
        at = outline[rng.integers(len(outline))]
        inward = lay.quad.mean(0) - at
        picture = lay_finger(rng, picture, at, inward / (np.linalg.norm(inward) + 1e-6))
    if rng.random() < 0.12:
        picture = lay_object(rng, picture)
    picture = picture * illumination(rng, picture.shape[:2])
    if rng.random() < 0.25:
        picture = add_glare(rng, picture)
    if rng.random() < DARK_SHARE:
        grain = rng.normal(0, rng.uniform(0.5, 8), picture.shape)
        picture = picture * rng.uniform(0.06, 0.4) + grain.astype(np.float32)
    return photograph_small(rng, picture).astype(np.float32)


def pad_to_square(picture: Field) -> Picture:
    """Centre a picture in a grey square."""
    out = np.full((PAGE_NET_PX, PAGE_NET_PX, 3), PAD_LEVEL, np.uint8)
    height, width = picture.shape[:2]
    top, left = (PAGE_NET_PX - height) // 2, (PAGE_NET_PX - width) // 2
    out[top : top + height, left : left + width] = picture
    return out


def page_batches(rng: Rng, cache: Path, surfaces: Path | None) -> Iterator[list[Tensor]]:
    """Yield batches forever; each page is used in TURNS_SHOWN turns."""
    pages: dict[str, list[LibraryPage]] = {}
    for page in load_library(cache, 40, 15, 300, seed=1):
        pages.setdefault(SPECIMENS[form_index(page.kind)], []).append(page)
    ground = Surfaces(surfaces)
    pool: list[tuple[Picture, int, list[int]]] = []
    while True:
        while len(pool) < POOL_SIZE:
            page = choose_page(rng, pages)
            picture = draw_flattened(rng, page, ground)
            turns = list(rng.permutation(4)[:TURNS_SHOWN])
            pool.append((pad_to_square(picture), form_index(page.kind), turns))
        rows = []
        for i in rng.choice(len(pool), BATCH_SIZE, replace=False):
            picture, kind, left = pool[i]
            turn = left.pop()
            rows.append((np.rot90(picture, turn).copy(), kind, turn))
        pool = [row for row in pool if row[2]]
        pictures, kinds, turned = zip(*rows, strict=True)
        yield [torch.from_numpy(np.stack(pictures)), torch.tensor(kinds), torch.tensor(turned)]
