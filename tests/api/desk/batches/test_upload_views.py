"""Uploads as the page's script makes them: announced, received, continued, ended, discarded."""

import io
import time

import pytest

from api.app import create_app
from api.desk.batches import receiving
from api.desk.batches.outcomes import REFUSAL_WORDS
from api.settings import Settings
from api.store import batches
from api.store.accounts import Role
from api.store.tables.announced import ANNOUNCED
from api.store.tables.batches import BATCHES, PHOTOS
from precheck.bulk.sources.files import RefusalCode
from tests.api.desk.audit import acts
from tests.api.desk.batches_made import announce, bring, names, send, sent
from tests.api.desk.people import Desk
from tests.bulk.made import JPEG, zipped

A, B, C = (("a.jpg", JPEG), ("b.jpg", JPEG + b"b"), ("c.jpg", JPEG + b"c"))


def reported(report):
    return [
        (one["path"], one["state"], (one["same"] or {}).get("path")) for one in report["reported"]
    ]


def begun(visitor, *files, sent=1):
    """Begin an upload that breaks off; return the batch's id."""
    id_ = announce(visitor, *files, name="malam").json["id"]
    send(visitor, id_, *files[:sent])
    return id_


def test_an_upload_that_broke_off_is_recognised_and_continued(desk, sri):
    id_ = begun(sri, A, B, C)
    page = sri.get(f"/batches/{id_}/progress").text
    assert "2 file belum terkirim" in page
    assert "2 belum terkirim" in sri.get("/home").text
    again = announce(sri, A, B, C).json["unfinished"]
    assert (again["id"], again["name"]) == (id_, "malam")
    assert (again["received"], again["announced"]) == (1, 3)
    plan = announce(sri, A, B, C, to=id_).json
    assert (plan["wanted"], plan["reported"]) == ([1, 2], [])
    send(sri, id_, B, C)
    assert [one.file for one in names(desk)] == ["a.jpg", "b.jpg", "c.jpg"]
    assert "file belum terkirim" not in sri.get(f"/batches/{id_}").text


def test_half_of_what_is_missing_recognises_an_upload_and_less_does_not(sri):
    id_ = begun(sri, A, B, C, ("d.jpg", JPEG + b"d"))
    assert announce(sri, A, B).json["id"] != id_  # one of three
    assert announce(sri, B, C).json["unfinished"]["id"] == id_
    assert announce(sri, B, C, fresh=True).json["id"] != id_


def test_an_answer_that_was_lost_is_given_again(desk, sri):
    id_ = announce(sri, A, B).json["id"]
    for _ in range(2):
        assert send(sri, id_, A, B) == {"skipped": 0, "reported": []}
    assert len(names(desk)) == 2


def test_a_file_received_before_the_service_broke_off_is_no_twin(desk, sri):
    id_ = begun(sri, A, B, sent=2)
    with desk.store.writing() as connection:  # as it was before the last transaction
        connection.execute(ANNOUNCED.update().values(state="missing"))
    assert send(sri, id_, A, B)["reported"] == []
    assert len(names(desk)) == 2


@pytest.mark.parametrize(("before", "after"), [("", "malam/"), ("malam/", "")])
def test_a_folder_dropped_from_further_up_or_down_holds_the_same_files(sri, before, after):
    one, two = JPEG, JPEG + b"k"
    id_ = begun(sri, (f"{before}a.jpg", one), (f"{before}Budi/kk.jpg", two))
    again = ((f"{after}a.jpg", one), (f"{after}Budi/kk.jpg", two))
    plan = announce(sri, *again, to=id_).json
    assert (plan["wanted"], plan["reported"]) == ([1], [])


def test_a_file_that_changed_after_it_was_announced_is_not_missed(desk, sri):
    id_ = announce(sri, A).json["id"]
    send(sri, id_, ("a.jpg", JPEG + b"edited"))
    assert "file belum terkirim" not in sri.get(f"/batches/{id_}").text
    assert len(names(desk)) == 1


def test_equal_files_of_one_batch_are_named(sri):
    id_, report, _ = bring(sri, A, ("Siti/a2.jpg", JPEG))
    assert reported(report)[:1] == [("Siti/a2.jpg", "twin", "a.jpg")]
    page = sri.get(f"/batches/{id_}").text
    assert "1 file tidak menjadi foto baru" in page
    assert "<strong>Siti/a2.jpg</strong> – sama dengan <a href=" in page


def test_what_another_batch_holds_is_named_and_added_only_on_request(desk, sri):
    first, _, _ = bring(sri, A, B, name="kemarin")
    again = announce(sri, A, B).json
    assert ("id" in again, again["wanted"]) == (False, [])
    assert reported(again) == [("a.jpg", "known", "a.jpg"), ("b.jpg", "known", "b.jpg")]
    assert again["reported"][0]["same"]["batch"] == "kemarin"
    assert again["reported"][0]["same"]["batch_url"] == f"/desk/batches/{first}"
    id_, report, _ = bring(sri, A, C)
    assert reported(report) == [("a.jpg", "known", "a.jpg")]
    assert announce(sri, A, to=id_, anyway=True).json["wanted"] == [0]
    send(sri, id_, A, anyway=True)
    assert len(names(desk)) == 4


@pytest.mark.parametrize(
    ("table", "values"),
    [(PHOTOS, {"state": "expired"}), (BATCHES, {"origin": "check"})],
    ids=["expired", "sampled from /check"],
)
def test_what_officers_do_not_have_is_taken_again(desk, sri, table, values):
    bring(sri, A)
    with desk.store.writing() as connection:
        connection.execute(table.update().values(**values))
    assert announce(sri, A).json["wanted"] == [0]


def test_members_of_a_zip_are_compared_too(desk, sri):
    bring(sri, A, name="kemarin")
    chat = ("chat.zip", zipped(("a.jpg", JPEG), ("b.jpg", B[1]), ("b2.jpg", B[1])))
    id_, report, _ = bring(sri, chat)
    expected = [("chat.zip/a.jpg", "known", "a.jpg"), ("chat.zip/b2.jpg", "twin", "chat.zip/b.jpg")]
    assert sorted(reported(report)) == expected
    assert announce(sri, chat).json["reported"][0]["same"]["path"] == "chat.zip"
    _, report, _ = bring(sri, chat, to=id_, anyway=True)
    assert reported(report) == expected[1:]
    assert len(names(desk)) == 3
    assert "1 file tidak menjadi foto baru" in sri.get(f"/batches/{id_}").text


def test_rejected_files_are_named_in_words(sri):
    hostile = zipped(("../out.jpg", JPEG), ("in.jpg", JPEG + b"\0"))
    files = (("a.zip", hostile), ("b.zip", b"PK no zip"), ("c.rar", b"Rar!"))
    id_, report, _ = bring(sri, *files)
    assert [(path, state) for path, state, _ in reported(report)] == [
        ("a.zip/../out.jpg", "refused"),
        ("b.zip", "refused"),
        ("c.rar", "refused"),
    ]
    assert report["reported"][1]["text"].startswith("zip ini rusak")
    sri.client.set_cookie("precheck_lang", "en", path="/desk")
    assert "b.zip</strong> – this zip is damaged" in sri.get(f"/batches/{id_}").text
    assert announce(sri, *files, to=id_).json["wanted"] == [1, 2]


def test_every_refusal_has_its_words():
    assert set(RefusalCode) <= set(REFUSAL_WORDS)


def test_a_full_batch_takes_no_more(make_app, tmp_path):
    desk = Desk(make_app(data=tmp_path, batch_photos=1, batch_bytes=10_000))
    sri = desk.person("sri")
    _, report, _ = bring(sri, A, B)
    assert reported(report) == [("b.jpg", "refused", None)]
    assert "kumpulan ini penuh" in report["reported"][0]["text"]
    id_ = announce(sri, C).json["id"]
    with pytest.raises(AssertionError, match="413"):
        send(sri, id_, ("c.jpg", bytes(11_000)))
    desk.store.close()


def test_files_without_their_paths_are_refused(sri):
    id_ = announce(sri, A).json["id"]
    assert sri.post(f"/batches/{id_}/files", path=["a", "b"]).status_code == 400


@pytest.mark.parametrize(
    "body",
    [{}, {"files": []}, {"files": [{"path": "a", "sha256": "x"}]}, {"files": [], "x": 1}],
    ids=["nothing", "no files", "no hash", "unknown"],
)
def test_a_wrong_announcement_is_refused(sri, body):
    assert sri.send("/batches", **body).status_code == 400


def test_an_upload_is_ended_without_the_rest(desk, sri):
    id_ = begun(sri, A, B)
    assert sri.post(f"/batches/{id_}/end-upload").status_code == 302
    page = sri.get(f"/batches/{id_}").text
    assert "file belum terkirim" not in page
    assert "<strong>b.jpg</strong> – tidak dikirim" in page
    assert announce(sri, A, B, to=id_).json["wanted"] == [1]
    assert row(desk, id_)["closed_at"]


def row(desk, id_):
    with desk.store.reading() as connection:
        return connection.execute(BATCHES.select().where(BATCHES.c.id == id_)).mappings().first()


def test_an_unfinished_upload_is_discarded_by_officers_and_a_complete_one_is_not(desk):
    budi = desk.person("budi", Role.OFFICER)
    unfinished, complete = begun(budi, A, B), bring(budi, C)[0]
    assert budi.post(f"/batches/{unfinished}/discard-upload").status_code == 302
    assert budi.post(f"/batches/{complete}/discard-upload").status_code == 403
    assert (row(desk, unfinished), row(desk, complete) is None) == (None, False)
    (entry,) = acts(desk, "delete_batch")
    assert (entry["who"], entry["subject"]) == ("budi", unfinished)


def test_a_closed_batch_grows_and_stays_closed(desk, sri):
    id_, _, _ = bring(sri, A)
    closed = row(desk, id_)["closed_at"]
    assert closed
    bring(sri, B, to=id_)
    assert row(desk, id_)["closed_at"] == closed
    assert "dari 2 foto" in sri.get(f"/batches/{id_}/progress").text


@pytest.mark.parametrize(
    "values",
    [{"owner": "bot"}, {"created_at": time.time() - 97 * 3600}],
    ids=["a caller's", "old"],
)
def test_other_batches_do_not_grow_at_the_desk(desk, sri, values):
    id_, _, _ = bring(sri, A)
    with desk.store.writing() as connection:
        connection.execute(BATCHES.update().values(**values))
    assert announce(sri, B, to=id_).status_code == 409
    assert 'data-batch=""' in sri.get(f"/batches/{id_}").text


def test_no_name_is_stored_in_clear(desk, sri):
    begun(sri, ("Budi Santoso.jpg", JPEG), B)
    with desk.store.reading() as connection:
        rows = [dict(one) for one in connection.execute(ANNOUNCED.select()).mappings()]
    assert rows
    assert not any(b"Budi" in one["sealed_path"] for one in rows)


@pytest.mark.parametrize(("known", "token", "status"), [(False, True, 401), (True, False, 400)])
def test_an_upload_without_a_session_or_token_is_refused_before_it_is_read(
    desk, sri, known, token, status
):
    id_ = announce(sri, A, name="malam").json["id"]
    visitor, read = sri if known else desk.guest(), []

    class Body(io.BytesIO):
        def read(self, *size):
            read.append(size)
            return super().read(*size)

    headers = {"X-CSRFToken": visitor.token() if token else "x"}
    answer = visitor.client.post(
        f"/desk/batches/{id_}/files", input_stream=Body(b"x" * 100), content_length=100,
        content_type="multipart/form-data; boundary=b", headers=headers,
    )  # fmt: skip
    assert (answer.status_code, read) == (status, [])


def test_a_file_too_large_to_send_stays_listed_until_it_can_be_sent(sri):
    id_ = announce(sri, A, name="malam", too_large=["Budi/b.jpg"]).json["id"]
    send(sri, id_, A)
    for _ in range(2):  # dropped again, it is listed once
        assert reported(sri.post(f"/batches/{id_}/close").json) == [("Budi/b.jpg", "refused", None)]
        announce(sri, A, to=id_, too_large=["Budi/b.jpg"])
    page = sri.get(f"/batches/{id_}").text
    assert "<strong>Budi/b.jpg</strong> – file ini terlalu besar" in page
    assert "file belum terkirim" not in page
    smaller = ("Budi/b.jpg", B[1])
    assert announce(sri, smaller, to=id_).json["wanted"] == [0]
    send(sri, id_, smaller)
    assert sri.post(f"/batches/{id_}/close").json["reported"] == []


def test_the_settings_say_how_large_a_photo_may_be(core, tmp_path):
    desk = Desk(create_app(Settings(data=tmp_path, max_bytes=5_000), checker=core))
    budi = desk.person("budi", Role.SUPERVISOR)
    assert 'data-most-photo="5000"' in budi.get("/home").text
    large = JPEG + bytes(5_000)
    _, report, _ = bring(budi, A, ("b.jpg", large), ("c.zip", zipped(("d.jpg", large + b"d"))))
    assert reported(report) == [("b.jpg", "refused", None), ("c.zip/d.jpg", "refused", None)]
    assert [one.file for one in names(desk)] == ["a.jpg"]
    desk.store.close()


DELETED_AT = {
    "before a file": (receiving, "safe_path"),
    "before its photos": (receiving, "photos_in"),
    "before what became of it": (receiving, "classify"),
}


@pytest.mark.parametrize("at", DELETED_AT.values(), ids=DELETED_AT)
def test_a_batch_deleted_during_its_upload_is_told(desk, sri, monkeypatch, at):
    module, name = at
    files = [("all.zip", zipped(("a.jpg", JPEG), ("b.jpg", b"junk")))]
    id_ = announce(sri, *files).json["id"]
    original = getattr(module, name)

    def deleted(*given, **more):
        with desk.store.writing() as connection:
            batches.delete(connection, id_)
        return original(*given, **more)

    monkeypatch.setattr(module, name, deleted)
    assert sent(sri, id_, *files).status_code == 404
    assert names(desk) == []
