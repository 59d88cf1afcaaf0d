"""The office's suite is exported as a folder that `precheck suite run` and `learn` read."""

import json

import pytest
from click.testing import CliRunner

from api.cli import main
from api.commands import stores as command
from api.store import audit_trail
from api.store.office_suite import Opinion
from precheck.cli import main as precheck
from precheck.suite.manifest import read_suite
from tests.api.store.filled import json_answer
from tests.api.store.officers import ACCEPT, RE_PHOTO
from tests.api.store.suite_made import decided, give, keep
from tests.api.taught import teach
from tests.files import FORMATS

PHOTO = (FORMATS.parent / "photos" / "00002.jpg").read_bytes()
"""A legible KK."""


@pytest.fixture
def run(store, monkeypatch):
    """Run a command on the store, which stays open."""
    monkeypatch.setattr(command.Store, "open", lambda _settings: store)
    return lambda *arguments: CliRunner().invoke(main, [str(one) for one in arguments])


def labelled(store, *opinions):
    """Keep a photo of each (decision, second opinion, more)."""
    for at, (ruling, _, more) in enumerate(opinions):
        decided(store, PHOTO + b"%d" % at, ruling, **more)
    for row, (_, opinion, _) in zip(keep(store), opinions, strict=True):
        if opinion is not None:
            give(store, row, opinion)


def test_what_two_officers_judged_is_written_and_run(store, run, tmp_path):
    sure = {"answer": json_answer(0.99), "share": 1.0}
    labelled(
        store,
        (ACCEPT, Opinion.ACCEPT, sure),
        (RE_PHOTO, Opinion.RE_PHOTO, {}),
        (RE_PHOTO, Opinion.ACCEPT, {}),
        (ACCEPT, None, {}),
    )
    folder = tmp_path / "suite"
    told = run("suite", "export", folder)
    assert told.exit_code == 0, told.output
    assert "3 photos in" in told.output
    assert "1 accept, 1 re-photo, 1 borderline" in told.output
    shots = read_suite(folder)
    assert [(shot.type, shot.label, shot.world) for shot in shots] == [
        ("kk", "accept", "sure"),
        ("kk", "re-photo", "doubtful"),
        ("kk", "borderline", "doubtful"),
    ]
    files = [folder / shot.file for shot in shots]
    assert [file.read_bytes() for file in files] == [PHOTO + b"%d" % at for at in range(3)]
    assert all(file.stat().st_mode & 0o077 == 0 for file in (*files, folder, files[0].parent))
    with store.reading() as connection:
        (entry, *_) = audit_trail.latest(connection)
    assert (entry["act"], entry["detail"]) == ("export", {"of": "suite", "photos": 3})
    report = tmp_path / "report.json"
    ran = CliRunner().invoke(precheck, ["suite", "run", str(folder), "--json", str(report)])
    assert ran.exit_code == 0, ran.output
    figures = json.loads(report.read_text())["figures"]
    assert (figures["false_re_photo"]["of"], figures["false_accept"]["of"]) == (1, 1)


def test_nothing_is_written_where_nothing_is_labelled_or_a_suite_lies(store, run, tmp_path):
    labelled(store, (ACCEPT, None, {}))
    told = run("suite", "export", tmp_path / "new")
    assert (told.exit_code, (tmp_path / "new").exists()) == (1, False)
    assert "No photo has two opinions yet." in told.output
    (tmp_path / "manifest.jsonl").write_text("an older one")
    told = run("suite", "export", tmp_path)
    assert told.exit_code == 1
    assert "holds a suite already" in told.output
    assert (tmp_path / "manifest.jsonl").read_text() == "an older one"


@pytest.mark.parametrize(
    ("ruling", "opinion", "limited", "adoptable"),
    [
        (ACCEPT, Opinion.ACCEPT, "false_re_photo", True),
        (RE_PHOTO, Opinion.RE_PHOTO, "false_accept", False),
    ],
)
def test_its_labels_decide_whether_a_proposal_can_be_adopted(
    store, run, tmp_path, ruling, opinion, limited, adoptable
):
    labelled(store, (ruling, opinion, {}))
    assert run("suite", "export", tmp_path).exit_code == 0
    (tmp_path / "suite.toml").write_text(f"[{limited}]\nerrors_at_most = 0\n")
    teach(store)
    told = run("learn", "--suite", tmp_path)
    assert (told.exit_code == 0) == adoptable, told.output
    assert ("Not to be adopted" in told.output) != adoptable
