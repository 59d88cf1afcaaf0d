"""Accuracy of detected corners."""

import re
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from click.testing import CliRunner

from bench.corners import Scenes, detection_iou, main, sheet_of, summary
from specimens.documents.variants import draw
from specimens.world import Split, World


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Two pages and a table, as pictures."""
    pages, tables = (tmp_path_factory.mktemp(name) for name in ("pages", "tables"))
    for number, variant in enumerate(("letter", "kk_white")):
        sheet = draw(variant, np.random.default_rng(3), World.of(Split.TRAINING))
        cv2.imwrite(str(pages / f"{number}.jpg"), sheet.pixels)
    grain = np.random.default_rng(1).normal(0, 6, (1200, 1600, 1))
    wood = np.clip(np.array((60, 90, 130)) + grain, 0, 255).astype(np.uint8)
    cv2.imwrite(str(tables / "wood.jpg"), wood)
    return pages, tables


def invoke(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_corners_on_a_plain_table_are_accurate(folders):
    pages, tables = folders
    result = invoke("--pages", pages, "--surfaces", tables, "--count", 4)
    assert result.exit_code == 0, result.output
    mean = re.search(r"4 shots: IoU (\d\.\d+) \(mean\)", result.output)
    assert float(mean[1]) > 0.98


def test_a_folder_without_pictures_is_named(folders, tmp_path):
    result = invoke("--pages", tmp_path, "--surfaces", folders[1])
    assert result.exit_code == 2
    assert f"{tmp_path} holds no *.jpg" in result.output


def test_a_page_that_is_no_picture_is_named(folders, tmp_path):
    (tmp_path / "torn.jpg").write_bytes(b"\xff\xd8\xff")
    result = invoke("--pages", tmp_path, "--surfaces", folders[1], "--count", 1)
    assert result.exit_code == 1
    assert f"{tmp_path}/torn.jpg is no picture" in result.output


def test_no_figure_if_the_frame_cuts_every_page(folders, monkeypatch):
    monkeypatch.setattr("bench.corners.cores", lambda: 1)
    monkeypatch.setattr("bench.corners.detection_iou", lambda _scenes, _index: None)
    result = invoke("--pages", folders[0], "--surfaces", folders[1], "--count", 2)
    assert result.exit_code == 1
    assert "take more shots with --count" in result.output


@pytest.mark.parametrize("corner", [(-2, 5), (5, -2), (102, 5), (5, 82)])
def test_a_page_cut_by_the_frame_does_not_count(folders, monkeypatch, corner):
    quad = np.float32([[5, 5], [95, 5], [95, 75], [5, 75]])
    quad[0] = corner
    shot = SimpleNamespace(
        photo=np.zeros((80, 100, 3), np.uint8), geometry=SimpleNamespace(quad=quad)
    )
    monkeypatch.setattr("bench.corners.shoot", lambda *_: shot)
    pages, tables = (tuple(folder.glob("*.jpg")) for folder in folders)
    assert detection_iou(Scenes(pages=pages, surfaces=tables, seed=1), 0) is None


def test_the_rim_is_trimmed_and_the_page_is_a4_long():
    sheet = sheet_of(np.zeros((1000, 800, 3), np.uint8))
    assert sheet.pixels.shape == (960, 760, 3)
    assert sheet.size_mm == pytest.approx((760 / 960 * 297, 297))


def test_every_shot_counts_in_the_summary():
    assert summary([1.0, 0.9, 0.0]).startswith("3 shots: IoU 0.6333 (mean), 0.9000 (median)")
    assert summary([1.0, 0.9, 0.0]).endswith("0.000 (least), 2 below 0.934")
