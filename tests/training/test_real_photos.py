"""The list of real photos, and the suites laid out of it, from a repository on this disk."""

import subprocess
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest

from precheck.suite.manifest import read_suite
from specimens.camera.channel import decode_jpeg, encode_jpeg
from training.real_photos import lay


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A folder with the repository `someone/papers`, which holds a photo of 2000 × 1000 px."""
    work = tmp_path / "remote" / "someone" / "papers"
    work.mkdir(parents=True)
    page = np.full((1000, 2000, 3), 200, np.uint8)
    cv2.rectangle(page, (0, 0), (999, 999), (20, 20, 20), -1)
    (work / "page.jpg").write_bytes(encode_jpeg(page, 95))
    identity = "-c", "user.name=someone", "-c", "user.email=someone@example.org"
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "A page"]):
        subprocess.run(["git", *command], cwd=work, check=True)
    return tmp_path / "remote"


def photo(remote: Path, path: str = "page.jpg") -> lay.RealPhoto:
    work = remote / "someone" / "papers"
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=work, check=True, capture_output=True)
    commit = head.stdout.decode().strip()
    return lay.RealPhoto(
        repo="someone/papers", commit=commit, path=path, licence="MIT", label="accept"
    )


def test_a_photo_comes_as_whatsapp_sends_it_with_its_label(remote: Path, tmp_path: Path) -> None:
    shown = photo(remote)
    lay.lay_out(tmp_path / "suite", [shown], tmp_path / "clones", f"file://{remote}")
    (shot,) = read_suite(tmp_path / "suite")
    assert (shot.label, shot.type, shot.page) == ("accept", "other", "someone/papers")
    laid = decode_jpeg((tmp_path / "suite" / shot.file).read_bytes())
    assert laid.shape == (800, 1600, 3)
    assert laid[400, 200].max() < 60
    assert laid[400, 1400].min() > 150


def test_what_is_laid_out_needs_its_repository_no_more(remote: Path, tmp_path: Path) -> None:
    shown = photo(remote)
    for address in (f"file://{remote}", None):
        lay.lay_out(tmp_path / "suite", [shown], tmp_path / f"clones of {address is None}", address)
    assert len(read_suite(tmp_path / "suite")) == 1


def test_without_a_clone_it_says_what_to_do(remote: Path, tmp_path: Path) -> None:
    with pytest.raises(
        SystemExit, match=r"someone\+papers is absent; clone it there, or name --remote"
    ):
        lay.lay_out(tmp_path / "suite", [photo(remote)], tmp_path / "clones", None)


def test_a_path_that_is_not_there_says_which(remote: Path, tmp_path: Path) -> None:
    absent = photo(remote, "nothing.jpg")
    with pytest.raises(SystemExit, match=r"nothing\.jpg failed; run again"):
        lay.lay_out(tmp_path / "suite", [absent], tmp_path / "clones", f"file://{remote}")


def test_each_row_is_a_photo_of_its_own_with_a_label_and_a_licence() -> None:
    rows = lay.listed()
    assert {row.shot().label for row in rows} == {"accept", "borderline", "re-photo"}
    assert all(row.licence and len(row.commit) == 40 for row in rows)
    assert max(Counter(row.name for row in rows).values()) == 1
    assert max(Counter((row.repo, row.path) for row in rows).values()) == 1


@pytest.mark.parametrize("held_out", [True, False])
def test_good_and_bad_photos_are_held_out_and_are_learned(held_out: bool) -> None:
    labels = {row.label for row in lay.listed() if row.held_out == held_out}
    assert {"accept", "re-photo"} <= labels
