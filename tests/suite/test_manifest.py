"""Which manifests are read, and how errors are named."""

import json

import pytest

from precheck.suite.manifest import BadSuite, read_manifest

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
        (("{",), "manifest.jsonl:1"),
        ((MINIMAL_ROW, MINIMAL_ROW), "a.jpg is listed more than once"),
    ],
)
def test_wrong_manifests_are_refused(tmp_path, rows, message):
    with pytest.raises(BadSuite, match=message):
        read_manifest(manifest(tmp_path, *rows))


def test_a_missing_manifest(tmp_path):
    with pytest.raises(BadSuite, match="cannot be read"):
        read_manifest(tmp_path)
