"""Which manifests are read, and how errors are named."""

import json

import pytest

from precheck.suite.manifest import BadSuite, read_manifest, read_suite

MINIMAL_ROW = {"file": "a.jpg", "type": "kk", "label": "accept"}


def manifest(folder, *rows):
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "manifest.jsonl").write_text("\n".join(lines))
    return folder


def test_a_minimal_row(tmp_path):
    (found,) = read_manifest(manifest(tmp_path, MINIMAL_ROW | {"remark": "extra"}, ""))
    assert (found.file, found.reasons, found.quad, found.screen) == ("a.jpg", (), None, False)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((), "no photo"),
        (({**MINIMAL_ROW, "label": "good"},), "manifest.jsonl:1: label"),
        ((MINIMAL_ROW, {"file": "b.jpg", "label": "accept"}), "manifest.jsonl:2: type"),
        (({**MINIMAL_ROW, "reasons": ["blurry"]},), "reasons.0"),
        (({**MINIMAL_ROW, "turn": 45},), "turn"),
        (({**MINIMAL_ROW, "quad": [[0, 0]]},), "quad"),
        (("{",), "manifest.jsonl:1: Invalid JSON"),
        ((MINIMAL_ROW, MINIMAL_ROW), "a.jpg is listed more than once"),
        ((MINIMAL_ROW, {**MINIMAL_ROW, "file": "./b/../a.jpg"}), "a.jpg is listed more than once"),
    ],
)
def test_wrong_manifests_are_refused(tmp_path, rows, message):
    with pytest.raises(BadSuite, match=message):
        read_manifest(manifest(tmp_path, *rows))


def test_a_manifest_may_begin_with_a_byte_order_mark(tmp_path):
    (tmp_path / "manifest.jsonl").write_text(json.dumps(MINIMAL_ROW), encoding="utf-8-sig")
    assert [shot.file for shot in read_manifest(tmp_path)] == ["a.jpg"]


def test_a_missing_manifest(tmp_path):
    with pytest.raises(BadSuite, match="cannot be read"):
        read_manifest(tmp_path)


def test_photos_that_are_missing_are_named_before_any_is_measured(tmp_path):
    (tmp_path / "a.jpg").touch()
    rows = [{**MINIMAL_ROW, "file": name} for name in ("a.jpg", "b.jpg", "c.jpg")]
    with pytest.raises(BadSuite, match=r"2 of 3 photos .* the first b\.jpg"):
        read_suite(manifest(tmp_path, *rows))
