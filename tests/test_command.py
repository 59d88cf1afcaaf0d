"""Where the commands write is examined before they begin."""

from pathlib import Path

import click
import pytest

from precheck.command import require_outputs


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("r.jsonl", "none/r.html"), "there is no folder .*none; create it"),
        (("r.jsonl", "r.jsonl"), "a file of its own"),
        (("r.jsonl", "sub/../r.jsonl"), "a file of its own"),
    ],
)
def test_outputs_that_are_refused(tmp_path, names, message):
    (tmp_path / "sub").mkdir()
    with pytest.raises(click.UsageError, match=message):
        require_outputs(*(tmp_path / name for name in names))


def test_a_name_alone_is_in_the_folder_one_is_in():
    require_outputs(Path("r.jsonl"), None, Path("r.csv"))
