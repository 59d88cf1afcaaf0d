"""Lays out the real photos of `photos.jsonl` as two suites: those to learn from and those held out.

    python -m training.real_photos.lay OUT --clones DIR [--remote ADDRESS]

The photos belong to openly licensed public repositories and are not part of this one; a row of
`photos.jsonl` names repository, commit, path, licence and the label that a person gave, looking at
the whole photo and at its print enlarged, before precheck saw it: `accept` if all main print of
the whole paper can be read and lies in the frame. The repositories are git directories
DIR/OWNER+NAME; those that are absent are cloned from ADDRESS/OWNER/NAME. One repository in five is
held out, by the digest of its name, and never learned from.
"""

import argparse
import hashlib
import json
import subprocess
from collections.abc import Iterable
from pathlib import Path

import cv2
from pydantic import BaseModel

from precheck.suite.manifest import LabelledShot
from specimens.camera.channel import decode_jpeg, encode_jpeg

LISTED = Path(__file__).with_name("photos.jsonl")
LONGEST = 1600
"""Pixels of the longer side of a photo laid out, as WhatsApp sends it."""
QUALITY = 75
"""JPEG quality of a photo laid out, as WhatsApp sends it."""
HELD_OUT = 5
"""One repository of so many is held out."""


class RealPhoto(BaseModel):
    """A row of `photos.jsonl`."""

    repo: str
    """OWNER/NAME."""
    commit: str
    path: str
    licence: str
    label: str
    reason: str | None = None

    @property
    def name(self) -> str:
        """Its file's name in a suite."""
        digest = hashlib.sha256(f"{self.repo}/{self.path}".encode()).hexdigest()
        return f"{self.repo.split('/')[1].lower()}-{digest[:8]}.jpg"

    @property
    def held_out(self) -> bool:
        """Whether its repository is held out."""
        return hashlib.sha256(self.repo.encode()).digest()[0] % HELD_OUT == 0

    def shot(self) -> LabelledShot:
        """Return its row in a suite; its repository stands for its page."""
        return LabelledShot.model_validate(
            {"file": f"photos/{self.name}", "type": "other", "label": self.label, "page": self.repo}
        )


def listed() -> tuple[RealPhoto, ...]:
    """Return all rows of `photos.jsonl`. Raises ValidationError for one that is none."""
    lines = LISTED.read_text(encoding="utf-8").splitlines()
    return tuple(RealPhoto.model_validate_json(line) for line in lines)


def original(photo: RealPhoto, clones: Path, remote: str | None) -> bytes:
    """Return the bytes of a photo in its repository, which is cloned first where it is absent."""
    clone = clones / photo.repo.replace("/", "+")
    if not clone.exists():
        if remote is None:
            raise SystemExit(f"{clone} is absent; clone it there, or name --remote.")
        address = f"{remote}/{photo.repo}"
        _git("clone", "--bare", "--filter=blob:none", address, str(clone))
    return _git("-C", str(clone), "show", f"{photo.commit}:{photo.path}")


def _git(*arguments: str) -> bytes:
    """Run git; return what it writes. It tells itself why it fails; the photos laid out stay."""
    command = ["git", *arguments]
    run = subprocess.run(command, check=False, stdout=subprocess.PIPE)  # noqa: S603 - rows of the list
    if run.returncode:
        raise SystemExit(f"{' '.join(command)} failed; run again to go on from there.")
    return run.stdout


def as_sent(original: bytes) -> bytes:
    """Return a photo turned upright by its EXIF, reduced and compressed as WhatsApp does."""
    pixels = decode_jpeg(original)
    scale = min(1, LONGEST / max(pixels.shape[:2]))
    reduced = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return encode_jpeg(reduced, QUALITY)


def lay_out(folder: Path, photos: Iterable[RealPhoto], clones: Path, remote: str | None) -> None:
    """Write a suite; photos that are there already are kept."""
    (folder / "photos").mkdir(parents=True, exist_ok=True)
    shots = []
    for photo in photos:
        file = folder / "photos" / photo.name
        if not file.exists():
            file.write_bytes(as_sent(original(photo, clones, remote)))
        shots.append(photo.shot().model_dump(exclude_unset=True))
    rows = "".join(json.dumps(shot) + "\n" for shot in shots)
    (folder / "manifest.jsonl").write_text(rows, encoding="utf-8")
    print(f"{folder}: {len(shots)} photos")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--clones", type=Path, required=True)
    parser.add_argument("--remote")
    options = parser.parse_args()
    photos = listed()
    for name, held_out in (("learned", False), ("held_out", True)):
        chosen = [photo for photo in photos if photo.held_out == held_out]
        lay_out(options.out / name, chosen, options.clones, options.remote)


if __name__ == "__main__":
    main()
