"""Pages with a known blur: shots with one blurring fault, and sharp shots that are blurred here."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import cv2
import numpy as np

from precheck.capture import Capture, Grey, Sheet
from precheck.decode.file import decode
from precheck.measures import page_heights
from precheck.measures.blur import blur_inputs
from precheck.runtime.parallel import map_unordered
from precheck.sheet.eye_net import look
from precheck.sheet.rectify import rectify
from precheck.text.cells import light_of
from precheck.text.legibility_net import read_map
from precheck.text.runs import regions
from specimens.arrays import Field, Rng
from specimens.camera.phone import lens
from training.page.forms import KNOWN_FORMS

ManifestRow = dict[str, Any]


DEVIATION = {"defocus": 1 / 2, "focus_falloff": 1 / 2, "motion": 1 / np.sqrt(12)}
"""Standard deviation per radius of a disk, and per length of a straight path."""
BLURS_PER_PAGE = 4
MAX_SMEAR = 0.5  # text heights, standard deviation
SHARPENED_SHARE = 0.4
MAX_GRAIN = 8.0  # grey levels
JPEG_QUALITIES = 40, 99  # JPEG
BLURRED_HERE = "smeared here"


@dataclass(frozen=True, slots=True)
class SmearPage:
    """One page with a known smear."""

    windows: Field
    """Windows × TOLD: spectral features, of `precheck.measures.blur`."""
    smear: float
    """Standard deviation of the blur in must-read text heights, the mean over the text."""
    cause: str


def smeared_shots(folders: Sequence[Path]) -> list[tuple[Path, ManifestRow]]:
    """Return the shots of one sheet with one blurring fault."""
    found = []
    for folder in folders:
        for line in (folder / "manifest.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            causes = [fault["cause"] for fault in row["faults"]]
            if len(causes) == 1 and causes[0] in DEVIATION and row["quad"] and row["sheets"] == 1:
                found.append((folder / row["file"], row))
    return found


def sharp_shots(folder: Path) -> Iterator[tuple[Path, ManifestRow]]:
    """Yield the shots of one whole known form without a fault."""
    for row in map(json.loads, (folder / "manifest.jsonl").open(encoding="utf-8")):
        whole = row["sheets"] == 1 and row["quad"] and not row["out"]
        if row["variant"] in KNOWN_FORMS and whole and not row["faults"]:
            yield folder / row["file"], row


def pages_of_shot(shot: tuple[Path, ManifestRow]) -> tuple[str, list[SmearPage]]:
    """Return the shot's path and its page, or BLURS_PER_PAGE pages of a faultless shot."""
    cv2.setNumThreads(1)
    file, row = shot
    photo = decode(file.read_bytes())
    flat = rectify(photo, Sheet(quad=np.array(row["quad"], np.float32), confidence=1.0), 0)
    text = read_map(flat)
    light = light_of(photo, flat, text)
    capture = Capture(
        photo=photo, page=flat, text=text, regions=regions(flat, text), light=light,
        frame=look(photo),
    )  # fmt: skip
    if row["faults"]:
        (fault,) = row["faults"]
        smear = fault["strength"] / row["text_px"] * DEVIATION[fault["cause"]]
        shown = iter([(capture, smear, fault["cause"])])
    else:
        shown = _blur_sharp_page(capture, row["text_px"] * light.scale, crc32(file.name.encode()))
    candidates = [(_inputs(seen), smear, cause) for seen, smear, cause in shown]
    return str(file), [
        SmearPage(known, *truth) for known, *truth in candidates if known is not None
    ]


def _inputs(seen: Capture) -> Field | None:
    return blur_inputs(seen.light.grey, seen.text.text, page_heights(seen), seen.light.in_frame)


def _blur_sharp_page(
    capture: Capture, height: float, seed: int
) -> Iterator[tuple[Capture, float, str]]:
    """Yield blurred copies of a sharp page, and their smear in text heights.

    height: of the text, pixels of `light.grey`.
    """
    rng = np.random.default_rng(seed)
    for _ in range(BLURS_PER_PAGE):
        kernel = _random_kernel(float(rng.uniform(0, MAX_SMEAR)) * height, rng)
        grey = _develop(lens.convolve(np.float32(capture.light.grey), kernel), rng)
        light = replace(capture.light, grey=grey)
        yield replace(capture, light=light), lens.kernel_deviation(kernel) / height, BLURRED_HERE


def _random_kernel(width: float, rng: Rng) -> Field:
    """Return a random point spread function; width: its standard deviation, pixels."""
    kind = rng.random()
    if kind < 0.4:
        return lens.disk_kernel(2 * width, float(rng.uniform(0, 0.6)))
    if kind < 0.6:
        axis = cv2.getGaussianKernel(2 * round(3 * width) + 3, max(width, 0.1), cv2.CV_32F)
        return np.asarray(axis @ axis.T, np.float32)
    kernel = lens.path_kernel(np.sqrt(12) * width, float(rng.uniform(0, 0.4)), rng)
    if kind < 0.8:
        return kernel
    row, column = rng.choice(np.argwhere(kernel > 0))  # where the hand lingered
    kernel[row, column] += rng.uniform(0, 1)
    return np.asarray(kernel / kernel.sum(), np.float32)


def _develop(picture: Field, rng: Rng) -> Grey:
    """Return the picture with a phone's sharpening, grain and compression."""
    if rng.random() < SHARPENED_SHARE:
        soft = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.8, 2.0))
        picture = picture + rng.uniform(0.3, 1.5) * (picture - soft)
    picture = picture + rng.uniform(0, MAX_GRAIN) * rng.standard_normal(picture.shape, np.float32)
    levels = np.clip(np.rint(picture), 0, 255).astype(np.uint8)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(*JPEG_QUALITIES))]
    sent = cv2.imdecode(cv2.imencode(".jpg", levels, quality)[1], cv2.IMREAD_GRAYSCALE)
    return np.asarray(sent, np.uint8)


def load_pages(shots: Sequence[tuple[Path, ManifestRow]], jobs: int) -> list[SmearPage]:
    """Return the pages of all shots, in the order of their names."""
    found = dict(map_unordered(pages_of_shot, shots, jobs))
    return [page for _, pages in sorted(found.items()) for page in pages]
