"""Photos come to the desk: folders, zips, chat exports; progress; the sure ones together."""

import io
import time

import pytest
from sqlalchemy import select

from api.capacity import Busy, Capacity
from api.store import batches, intake, trail
from api.store.accounts import Role
from api.store.tables import PHOTOS
from precheck.errors import ToolMissing
from tests.api.desk.people import Desk
from tests.api.store.filled import SAMPLING, done, finish, take, told
from tests.api.working import work_on
from tests.bulk.made import JPEG, zipped

OTHER = JPEG + b"\0"
CHAT = "25/11/26 07.12 - Siti: IMG-20261125-WA0001.jpg (file terlampir)\n"


@pytest.fixture
def sri(desk):
    return desk.person("sri", Role.SUPERVISOR)


def bring(visitor, *files, name="malam"):
    """Do what the page's script does; return the batch's id, what was taken and where to look."""
    id_ = visitor.post("/batches", name=name).json["id"]
    taken = visitor.post(
        f"/batches/{id_}/files",
        path=[path for path, _ in files],
        file=[(io.BytesIO(data), "file") for _, data in files],
    )
    assert taken.status_code == 200, taken.text
    return id_, taken.json, visitor.post(f"/batches/{id_}/close").json["url"]


def names(desk):
    with desk.store.reading() as connection:
        rows = connection.execute(select(PHOTOS).order_by(PHOTOS.c.position)).mappings().all()
    return [intake.names(desk.store.vault, row) for row in rows]


def filled(desk, *answers):
    """Return a batch of the desk with a photo for each answer."""
    with desk.store.writing() as connection:
        new = batches.NewBatch(owner="desk", origin=batches.Origin.DESK, name="malam")
        id_ = batches.create(connection, desk.store.vault, new, time.time())
        row = batches.get(connection, id_)
    photos = [
        done(desk.store, row, answer, data=bytes([at]), reference=f"r{at}", file=f"{at}.jpg")
        for at, answer in enumerate(answers)
    ]
    return id_, photos


@pytest.mark.parametrize(
    ("path", "told_"),
    [
        ("IMG-1.jpg", ("IMG-1.jpg", None, "IMG-1")),
        ("Budi/kk.jpg", ("kk.jpg", "Budi", "Budi")),
        ("Budi/lama/kk.jpg", ("kk.jpg", "Budi/lama", "Budi/lama")),
        ("../../kk.jpg", ("kk.jpg", None, "kk")),
    ],
)
def test_folder_and_name_become_the_reference(desk, sri, path, told_):
    bring(sri, (path, JPEG))
    (one,) = names(desk)
    assert (one.file, one.folder, one.reference) == told_


@pytest.mark.parametrize(
    ("members", "references"),
    [
        (("malam/1.jpg", "malam/2.jpg"), ["1", "2"]),
        (("malam/Budi/1.jpg", "malam/Siti/2.jpg"), ["Budi", "Siti"]),
        (("Budi/1.jpg", "2.jpg"), ["Budi", "2"]),
    ],
)
def test_a_folder_that_holds_all_of_a_zip_tells_no_photos_apart(desk, sri, members, references):
    data = zipped(*zip(members, (JPEG, OTHER), strict=True))
    bring(sri, ("malam.zip", data))
    assert [one.reference for one in names(desk)] == references
    assert names(desk)[0].folder == f"malam.zip/{members[0].rpartition('/')[0]}".rstrip("/")


def test_a_chat_export_tells_who_sent_what_and_its_other_files_are_skipped(desk, sri):
    data = zipped(
        ("_chat.txt", CHAT.encode()),
        ("IMG-20261125-WA0001.jpg", JPEG),
        ("STK-20261125-WA0002.webp", JPEG),
        ("PTT-20261125-WA0003.opus", b"sound"),
    )
    _, taken, _ = bring(sri, ("WhatsApp Chat.zip", data))
    assert (taken["added"], taken["skipped"], taken["refused"]) == (1, 3, [])
    (one,) = names(desk)
    assert (one.reference, one.sender, one.sent_at) == ("Siti", "Siti", "2026-11-25T07:12:00")


def test_what_cannot_be_taken_is_named(sri):
    hostile = zipped(("../out.jpg", JPEG), ("in.jpg", OTHER))
    _, taken, _ = bring(sri, ("a.zip", hostile), ("b.zip", b"PK no zip"), ("c.rar", b"Rar!"))
    assert taken["added"] == 1
    assert [one["code"] for one in taken["refused"]] == [
        "unsafe_path",
        "broken_archive",
        "unsupported_archive",
    ]


def test_the_same_photo_again_changes_nothing(sri):
    _, taken, _ = bring(sri, ("a.jpg", JPEG), ("b.jpg", JPEG))
    assert (taken["added"], taken["known"]) == (1, 1)


def test_a_single_photo_leads_to_its_card_and_more_to_the_batch(sri):
    id_, _, where = bring(sri, ("a.jpg", JPEG))
    assert where.startswith("/desk/photos/")
    assert "peluang terbaca" in sri.client.get(where).text
    id_, _, where = bring(sri, ("a.jpg", JPEG), ("b.jpg", OTHER))
    assert where == f"/desk/batches/{id_}"


def full(*_):
    raise Busy("All cores are at work.")


def test_a_single_photo_waits_while_all_cores_are_busy(desk, sri, core, monkeypatch):
    monkeypatch.setattr(Capacity, "run", full)
    _, _, where = bring(sri, ("a.jpg", JPEG))
    assert "Sedang diperiksa" in sri.client.get(where).text
    work_on(desk.store, core)
    assert "peluang terbaca" in sri.client.get(where).text


def test_a_single_photo_waits_while_the_reader_is_missing(sri, core):
    core.error = ToolMissing("No tesseract.")
    _, _, where = bring(sri, ("a.jpg", JPEG))
    assert "Sedang diperiksa" in sri.client.get(where).text


def test_a_single_photo_that_fails_the_check_is_an_officer_s(sri, core):
    core.error = RuntimeError("what it says may tell what is in the photo")
    _, _, where = bring(sri, ("a.jpg", JPEG))
    assert "mesin gagal memeriksa foto ini" in sri.client.get(where).text


def test_a_full_batch_takes_no_more(make_app, tmp_path):
    desk = Desk(make_app(data=tmp_path, batch_photos=1, batch_bytes=10_000))
    sri = desk.person("sri")
    _, taken, _ = bring(sri, ("a.jpg", JPEG), ("b.jpg", OTHER))
    assert [one["code"] for one in taken["refused"]] == ["batch_full"]
    id_ = sri.post("/batches").json["id"]
    large = {"path": "a", "file": (io.BytesIO(bytes(11_000)), "file")}
    assert sri.post(f"/batches/{id_}/files", **large).status_code == 413
    desk.store.close()


def test_files_without_their_paths_are_refused(sri):
    id_ = sri.post("/batches").json["id"]
    answer = sri.post(f"/batches/{id_}/files", path=["a", "b"], file=(io.BytesIO(JPEG), "file"))
    assert answer.status_code == 400


def test_the_page_follows_the_work(desk, sri):
    id_, _, _ = bring(sri, ("a.jpg", JPEG), ("b.jpg", OTHER))
    path = f"/batches/{id_}/progress"
    assert "<strong>0</strong> dari 2 foto" in sri.get(path).text
    assert finish(desk.store, take(desk.store, now=time.time()), told(0.99), sampling=SAMPLING)
    page = sri.get(path).text
    assert "<strong>1</strong> dari 2 foto" in page
    assert "hx-trigger" in page
    assert finish(desk.store, take(desk.store, now=time.time()), told(0.5))
    page = sri.get(path).text
    assert "<strong>2</strong> dari 2 foto" in page
    assert "hx-trigger" not in page
    assert "Mulai memutuskan" in page


def test_all_sure_ones_are_accepted_and_undone_in_one(desk, sri):
    id_, photos = filled(desk, told(0.99), told(0.98), told(0.5))
    assert "Terima semua yang yakin (2)" in sri.get(f"/batches/{id_}").text
    assert sri.post(f"/batches/{id_}/accept-sure").status_code == 302
    page = sri.get(f"/batches/{id_}").text
    assert "Terima semua yang yakin" not in page
    assert page.count(">terbaca</span>") == 2
    answer = sri.post("/undo", of=id_)
    assert answer.headers["HX-Redirect"] == f"/desk/batches/{id_}"
    assert "Terima semua yang yakin (2)" in sri.get(f"/batches/{id_}").text
    assert len(photos) == 3


def test_a_supervisor_deletes_a_batch_and_it_is_noted(desk, sri):
    id_, _ = filled(desk, told(0.5))
    assert desk.person("budi").post(f"/batches/{id_}/delete").status_code == 403
    assert sri.post(f"/batches/{id_}/delete").status_code == 302
    assert sri.get(f"/batches/{id_}").status_code == 404
    with desk.store.reading() as connection:
        assert [r["subject"] for r in trail.latest(connection) if r["act"] == "delete_batch"] == [
            id_
        ]


@pytest.mark.parametrize(
    ("query", "files"),
    [
        ("", ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]),
        ("q=9001", ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]),
        ("q=R2", ["2.jpg"]),
        ("q=1.JPG", ["1.jpg"]),
        ("q=nobody", []),
        ("pile=waiting", ["2.jpg"]),
        ("pile=accept", ["0.jpg", "1.jpg"]),
        ("pile=re-photo", ["3.jpg"]),
        ("pile=decided", []),
        ("pile=nonsense", ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]),
        ("reason=glare", ["3.jpg"]),
        ("type=ktp", []),
        ("type=kk&pile=waiting&q=r2", ["2.jpg"]),
        ("page=2", []),
        ("page=x", ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]),
    ],
)
def test_photos_are_found_by_what_is_known_of_them(desk, sri, query, files):
    sure = told(0.0, verdict="re-photo")
    filled(desk, told(0.99), told(0.98), told(0.5), sure)
    page = sri.get(f"/photos?{query}").text
    assert [f"{at}.jpg" for at in range(4) if f">{at}.jpg<" in page] == files


def test_the_list_tells_no_full_number(desk, sri):
    filled(desk, told(0.99), told(0.5, state="doubtful"))
    assert "3514********9001" in sri.get("/photos").text
    assert "3514010101209001" not in sri.get("/photos").text


def test_the_first_page_lists_the_batches(desk, sri):
    id_, _ = filled(desk, told(0.5))
    page = sri.get("/").text
    assert "malam" in page
    assert f'/desk/queue?batch={id_}"' in page
