"""Pages of batches: progress, acceptance of sure verdicts, deletion."""

import re
import time

from api.store import audit_trail
from tests.api.desk.batches_made import bring, filled
from tests.api.store.filled import SAMPLING, finish, json_answer, take
from tests.bulk.made import JPEG

OTHER = JPEG + b"\0"


def test_the_page_follows_the_work(desk, sri):
    id_, _, _ = bring(sri, ("a.jpg", JPEG), ("b.jpg", OTHER))
    path = f"/batches/{id_}/progress"
    assert "<strong>0</strong> dari 2 foto" in sri.get(path).text
    assert finish(
        desk.store, take(desk.store, now=time.time()), json_answer(0.99), sampling=SAMPLING
    )
    page = sri.get(path).text
    assert "<strong>1</strong> dari 2 foto" in page
    assert "hx-trigger" in page
    assert finish(desk.store, take(desk.store, now=time.time()), json_answer(0.5))
    page = sri.get(path).text
    assert "<strong>2</strong> dari 2 foto" in page
    assert "hx-trigger" not in page
    assert "Mulai memutuskan" in page


def test_all_sure_photos_are_accepted_and_undone_together(desk, sri):
    id_, photos = filled(desk, json_answer(0.99), json_answer(0.98), json_answer(0.5))
    assert "Terima semua yang yakin (2)" in sri.get(f"/batches/{id_}").text
    assert sri.post(f"/batches/{id_}/accept-sure").status_code == 302
    page = sri.get(f"/batches/{id_}").text
    assert "Terima semua yang yakin" not in page
    assert page.count(">terbaca</span>") == 2
    answer = sri.post("/undo", of=id_)
    assert answer.headers["HX-Redirect"] == f"/desk/batches/{id_}"
    assert "Terima semua yang yakin (2)" in sri.get(f"/batches/{id_}").text
    assert len(photos) == 3


def test_each_photo_is_counted_once(desk, sri):
    """Decided and waiting photos are none of the sure ones."""
    surely = (json_answer(0.99), json_answer(0.98), json_answer(0.02, verdict="re-photo"))
    id_, photos = filled(desk, *surely, json_answer(0.5), json_answer(0.5))
    sri.post(f"/photos/{photos[3]}/decide", decision="accept")
    sri.post(f"/photos/{photos[0]}/decide", decision="accept")
    page = sri.get(f"/batches/{id_}/progress").text
    counted = [int(one) for one in re.findall(r'class="tally[^"]*">(\d+)<', page)]
    assert counted == [1, 1, 1, 2]
    assert sum(counted) == len(photos)


def test_a_supervisor_deletes_a_batch_with_an_audit_entry(desk, sri):
    id_, _ = filled(desk, json_answer(0.5))
    assert desk.person("budi").post(f"/batches/{id_}/delete").status_code == 403
    assert sri.post(f"/batches/{id_}/delete").status_code == 302
    assert sri.get(f"/batches/{id_}").status_code == 404
    with desk.store.reading() as connection:
        assert [
            r["subject"] for r in audit_trail.latest(connection) if r["act"] == "delete_batch"
        ] == [id_]


def test_the_first_page_lists_the_batches(desk, sri):
    id_, _ = filled(desk, json_answer(0.5))
    page = sri.get("/home").text
    assert "malam" in page
    assert f'/desk/queue?batch={id_}"' in page
