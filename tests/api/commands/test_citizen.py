"""What is stored of one citizen is exported or deleted whole, and nothing of anybody else."""

import base64
import json

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from api.cli import main
from api.commands import stores as command
from api.store import audit_trail, checks, retention, submissions
from api.store.checks import CheckCall
from api.store.decisions import lessons
from api.store.submissions import NewSubmission
from api.store.tables.batches import FILES, PHOTOS
from api.store.tables.checks import CHECKS
from api.store.tables.submissions import SUBMISSIONS
from api.submissions.records.members import seal_members
from api.submissions.records.words import seal_note
from precheck.decision.features import DIRECTIONS
from precheck.number.result import Members
from precheck.options import Options
from tests.api.fakes import NUMBER
from tests.api.store.filled import NOW, add, batch, done, json_answer
from tests.api.store.officers import decide
from tests.api.store.suite_made import keep

OURS, ANOTHER = "Siti 62812", "Budi 62813"


@pytest.fixture
def run(store, monkeypatch):
    """Run a command on the store, which stays open."""
    monkeypatch.setattr(command.Store, "open", lambda _settings: store)

    def run(*arguments, answer=None):
        result = CliRunner().invoke(main, ["citizen", *arguments], input=answer)
        assert result.exit_code in {0, 1}, result.output
        return result

    return run


@pytest.fixture
def filled(store):
    """Both citizens have a checked photo, a waiting one, a shared picture, and a row of a check."""
    for name in (OURS, ANOTHER):
        night = batch(store)
        done(store, night, data=f"picture of {name}".encode(), reference=name, file=f"{name}.jpg")
        add(store, night, b"the same picture", reference=name)
        call = CheckCall.of(store.vault, "bot", Options(reference=name), b"picture")
        with store.writing() as connection:
            checks.insert(connection, checks.answer_row(call, json_answer() | {"id": name}, 1.0))
    return store


def counts(store):
    with store.reading() as connection:
        return [
            connection.scalar(select(func.count()).select_from(table))
            for table in (PHOTOS, FILES, CHECKS)
        ]


def trail(store):
    with store.reading() as connection:
        return [(row["who"], row["act"], row["detail"]) for row in audit_trail.latest(connection)]


def test_an_export_is_whole_and_noted(filled, run):
    shown = json.loads(run("export", OURS, "--pictures").stdout)
    assert [row["id"] for row in shown["checks"]] == [OURS]
    first, second = shown["photos"]
    assert (first["file"], first["number"]["value"]) == (f"{OURS}.jpg", NUMBER)
    pictures = [base64.b64decode(one["picture_base64"]) for one in (first, second)]
    assert pictures == [f"picture of {OURS}".encode(), b"the same picture"]
    assert ANOTHER not in json.dumps(shown)
    ((who, act, detail),) = trail(filled)
    assert (who, act, detail["photos"]) == ("operator", "export", 2)
    assert detail["full_numbers"] == [first["id"]]


def test_members_of_a_kk_are_part_of_it(filled, run):
    read = Members(readings=((NUMBER,),), complete=True)
    first = json.loads(run("export", OURS).stdout)["photos"][0]
    with filled.writing() as connection:
        sealed = {"sealed_members": seal_members(filled.vault, read, first["id"])}
        connection.execute(PHOTOS.update().where(PHOTOS.c.id == first["id"]).values(**sealed))
    first, second = json.loads(run("export", OURS).stdout)["photos"]
    assert (first["members"], "members" in second) == ([[NUMBER]], False)


def test_what_is_learned_from_and_the_suite_are_part_of_it_also_without_the_photo(store, run):
    features = [float(at) for at in range(len(DIRECTIONS))]
    for name in (OURS, ANOTHER):
        answer, data = json_answer(0.5), name.encode()
        id_ = done(store, batch(store), answer, data=data, reference=name)
        with store.writing() as connection:
            packed = {"features": lessons.pack(features)}
            connection.execute(PHOTOS.update().where(PHOTOS.c.id == id_).values(**packed))
        decide(store, id_)
    keep(store)
    for _ in range(2):
        shown = json.loads(run("export", OURS, "--pictures").stdout)
        (learned,), (of_suite,) = shown["learned_from"], shown["suite"]
        assert learned["features"] == dict(zip(DIRECTIONS, features, strict=True))
        assert learned["photo_id"] == of_suite["photo_id"]
        assert (of_suite["first_opinion"], of_suite["second_opinion"]) == ("accept", None)
        assert base64.b64decode(of_suite["picture_base64"]) == OURS.encode()
        with store.writing() as connection:
            retention.purge(connection, NOW + 1, NOW + 1)
    assert shown["photos"] == []
    assert "picture_base64" not in run("export", OURS).stdout
    run("delete", OURS, "--yes")
    shown = json.loads(run("export", OURS).stdout)
    assert (shown["learned_from"], shown["suite"]) == ([], [])


@pytest.mark.usefixtures("filled")
def test_pictures_leave_only_if_asked_for(run):
    first, _ = json.loads(run("export", OURS).stdout)["photos"]
    assert first["picture_stored"] is True
    assert "picture_base64" not in first


def test_deletion_is_whole_noted_and_of_one_citizen_alone(filled, run):
    assert counts(filled) == [4, 4, 2]
    assert run("delete", OURS, "--yes").stdout == "Deleted: 2 photos, 1 rows of checks.\n"
    assert counts(filled) == [2, 2, 1]
    assert json.loads(run("export", OURS).stdout)["photos"] == []
    assert len(json.loads(run("export", ANOTHER).stdout)["photos"]) == 2
    assert ("operator", "delete_citizen", {"photos": 2, "rows": 1}) in trail(filled)
    assert OURS not in str(trail(filled))


def test_nothing_is_deleted_without_a_yes(filled, run):
    assert run("delete", OURS, answer="n\n").exit_code == 1
    assert counts(filled) == [4, 4, 2]


def test_a_submission_is_shown_and_only_its_counts_stay(store, run):
    for name in (OURS, ANOTHER):
        new = NewSubmission(owner="bot", service="nik", variant="aktivasi", reference=name)
        with store.writing() as connection:
            id_ = submissions.create(connection, store.vault, new, "NIK", 1.0)
            note = seal_note(store.vault, "atas nama ayah", id_)
            submissions.update(connection, id_, step="in_work", sealed_note=note)
    (shown,) = json.loads(run("export", OURS).stdout)["submissions"]
    assert (shown["service"], shown["state"], shown["step"]) == ("nik", "open", "in_work")
    assert (shown["note"], shown["word"]) == ("atas nama ayah", None)
    run("delete", OURS, "--yes")
    with store.reading() as connection:
        rows = connection.execute(select(SUBMISSIONS).order_by(SUBMISSIONS.c.id)).mappings().all()
    emptied, kept = rows
    assert (emptied["state"], emptied["reference_mac"], emptied["batch_id"]) == (
        *("cancelled", None),
        None,
    )
    assert kept["reference_mac"]
    assert json.loads(run("export", OURS).stdout)["submissions"] == []
