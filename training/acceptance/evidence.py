"""What precheck sees of labelled photos and of their edits, computed once and kept in a cache.

Every photo of the suites enters as it is and after each edit of `precheck suite steady`. The nets'
maps, the page and the number take a tenth of a second each; the features and the judgement are
then fitted on what is cached, in seconds. A file of the cache is named by the digests of the
picture and of the nets, and its edit.
"""

import hashlib
import os
import pickle
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import click
import numpy as np

from precheck.capture import Capture
from precheck.check import observe
from precheck.decode.file import decode
from precheck.errors import PrecheckError
from precheck.library import reader
from precheck.number.result import Number
from precheck.options import Options
from precheck.runtime.clock import Clock
from precheck.runtime.models import MODELS
from precheck.runtime.parallel import cores, map_unordered
from precheck.suite.calibration.training_shots import decided_otherwise
from precheck.suite.check_shots import load_office
from precheck.suite.manifest import LabelledShot, read_suite
from precheck.suite.steady.edits import EDITS, edited

AS_IT_IS = "as it is"
EDIT_NAMES = (AS_IT_IS, *EDITS)
JUDGED_LATER = ("accept.json", "limits.toml")
"""Files of `models/` that do not change what is seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was seen of one photo after one edit."""

    capture: Capture
    """Without pixels: shapes alone remain of them."""
    number: Number | None
    decided: bool
    """Whether a rule decides, whatever p_accept is."""


def evidence_of(
    folder: Path, shots: Iterable[LabelledShot], kept: Path
) -> Iterator[tuple[LabelledShot, str, Evidence]]:
    """Yield each shot, the name of its edit and the evidence; shots with nothing to judge not."""
    for shot in shots:
        for edit in EDIT_NAMES:
            path = _path(kept, _digest(folder / shot.file), edit)
            if not path.is_file():
                continue
            found = pickle.loads(zlib.decompress(path.read_bytes()))  # noqa: S301 - own file
            if found is not None:
                yield shot, edit, found


def compute(folder: Path, kept: Path, edits: Collection[str] = EDIT_NAMES) -> None:
    """Compute what the cache lacks of a suite, after each of the edits."""
    wanted = [
        (shot.file, edit)
        for shot in read_suite(folder)
        for edit in edits
        if not _path(kept, _digest(folder / shot.file), edit).exists()
    ]
    work = map_unordered(partial(_compute, folder, kept), wanted, cores())
    with click.progressbar(work, length=len(wanted), label=folder.name) as bar:
        for _ in bar:
            pass


def _compute(folder: Path, kept: Path, item: tuple[str, str]) -> None:
    file, edit = item
    data = (folder / file).read_bytes()
    found = None
    try:
        photo = decode(data)
        if edit != AS_IT_IS:
            photo = decode(edited(photo.pixels, edit, 1.0))
        seen, loss = observe(photo, Options(), load_office(None), reader(), Clock())
        if loss is not None:
            found = Evidence(
                capture=_without_pixels(loss.capture),
                number=seen.number,
                decided=decided_otherwise(seen),
            )
    except PrecheckError:
        pass
    path = _path(kept, hashlib.sha256(data).hexdigest(), edit)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(zlib.compress(pickle.dumps(found), 1))
    part.rename(path)


def _without_pixels(capture: Capture) -> Capture:
    height, width = capture.page.flat.shape[:2]
    photo = capture.photo
    return replace(
        capture,
        photo=replace(photo, pixels=np.empty((photo.height, photo.width, 0), np.uint8)),
        page=replace(capture.page, flat=np.empty((height, width, 0), np.uint8)),
        light=replace(capture.light, grey=np.empty((0, 0), np.uint8)),
    )


def _path(kept: Path, digest: str, edit: str) -> Path:
    return kept / f"{digest[:20]}-{nets_digest()}-{edit.replace(' ', '_')}.pickle"


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def nets_digest() -> str:
    """Return a digest of all files of `models/` that change what is seen."""
    lines = (MODELS / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    seen = [line for line in lines if not line.endswith(JUDGED_LATER)]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()[:8]
