"""Submissions over HTTP: begun, filled, answered again, closed, forgotten."""

import pytest
from sqlalchemy import select

from api.callers.keys import sha256_of
from api.process import logs
from api.schema.problem_shapes import MendableProblem, Problem
from api.store.tables.batches import BATCHES, FILES, PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from api.submissions.shapes import ServicesShape, SubmittedShape
from tests.api.submissions.seen import NUMBERS, begin, photo, post, send, state

KK, KTP = photo("kk"), photo("ktp")


def filed(answer):
    return answer.filing.code, answer.filing.slot


def test_from_a_blurred_paper_to_complete(both):
    client, _ = both
    begun = begin(client, "nik", "aktivasi")
    assert (begun.state, begun.awaited, begun.line) == ("open", ["ktp", "kk"], "nik")
    assert "KTP-el" in begun.message
    blurred = send(client, begun.id, photo("kk", legible=False))
    assert (*filed(blurred), blurred.filing.attempt) == ("unreadable", "kk", 1)
    assert blurred.filing.message == blurred.check.message
    good = send(client, begun.id, photo("kk", take=2))
    assert (*filed(good), good.check.verdict) == ("filed", "kk", "accept")
    assert good.filing.message.endswith("Berikutnya mohon kirim foto KTP-el.")
    assert good.check.number.value == NUMBERS["kk"]
    done = send(client, begun.id, KTP)
    assert (*filed(done), done.submission.state) == ("filed", "ktp", "complete")
    now = state(client, begun.id)
    assert now == done.submission
    assert [paper.photos[-1].masked for paper in now.papers] == [
        "3514********9002",
        "3514********9001",
    ]
    assert NUMBERS["kk"] not in client.get(f"/submissions/{begun.id}").text


def test_the_confirmation_promises_nothing(client):
    id_ = begin(client, "kk", "rusak").id
    send(client, id_, KK)
    done = send(client, id_, KTP)
    assert done.filing.message.endswith("sudah kami terima dan akan diperiksa petugas.")
    assert (done.submission.stage, done.submission.ready) == ("complete", None)
    assert done.submission.completed_at


def test_the_advice_of_the_second_try_is_another_and_the_third_goes_to_an_officer(client):
    id_ = begin(client, "nik", "aktivasi").id
    first, second, third = (
        send(client, id_, photo("kk", legible=False, take=take)) for take in range(3)
    )
    assert [one.filing.attempt for one in (first, second, third)] == [1, 2, 3]
    assert first.filing.message != second.filing.message
    assert filed(third) == ("to_officer", "kk")
    assert third.check.next == "officer"
    assert "petugas" in third.filing.message
    assert third.filing.message.endswith("Berikutnya mohon kirim foto KTP-el.")
    assert third.submission.awaited == ["ktp"]
    last = send(client, id_, KTP)
    assert (last.submission.state, last.submission.completed_at) == ("officer", None)
    assert last.filing.message.endswith("sedang dilihat petugas, mohon tunggu kabar dari kami.")
    fourth = send(client, id_, photo("kk", legible=False, take=4))
    assert fourth.filing.message == fourth.check.message


@pytest.mark.parametrize(
    ("stated", "asked"),
    [("kk", [("kk",), ("ktp",)]), (None, [("ktp", "kk")])],
)
def test_a_paper_in_the_wrong_slot_is_filed_in_its_own(client, core, stated, asked):
    id_ = begin(client, "nik", "aktivasi").id
    answer = send(client, id_, KTP, **({"slot": stated} if stated else {}))
    assert filed(answer) == ("filed", "ktp")
    assert core.asked == asked


def test_a_paper_that_is_not_asked_for_is_named(client):
    id_ = begin(client, "nik", "aktivasi").id
    send(client, id_, KTP)
    wrong = send(client, id_, photo("akta_kelahiran"))
    assert filed(wrong) == ("wrong_paper", None)
    assert wrong.filing.message == (
        "Yang terkirim sepertinya Akta Kelahiran, mohon kirim Kartu Keluarga."
    )


@pytest.mark.parametrize("by", ["the same photo again", "its id"])
def test_a_photo_of_no_known_type_waits_for_the_senders_word(client, by):
    id_ = begin(client, "akta_kelahiran", "baru").id
    book = photo()
    asked = send(client, id_, book)
    assert filed(asked) == ("ask_slot", None)
    assert [one.slot for one in asked.filing.choices] == ["surat_kelahiran", "buku_nikah"]
    assert "buku nikah" in asked.filing.message
    if by == "its id":
        body = {"photo": asked.photo, "slot": "buku_nikah"}
        answer = client.post(f"/submissions/{id_}/photos", json=body)
        told = SubmittedShape.model_validate(answer.json)
    else:
        told = send(client, id_, book, slot="buku_nikah")
    assert (*filed(told), told.photo) == ("filed", "buku_nikah", asked.photo)
    assert "buku_nikah" not in told.submission.awaited
    assert told.submission.unplaced == []


def test_a_photo_can_be_moved_to_the_slot_that_it_is_for(client):
    id_ = begin(client, "akta_kematian", "baru").id
    moved = send(client, id_, KTP)
    assert filed(moved) == ("filed", "ktp_almarhum")
    assert filed(send(client, id_, KTP, slot="ktp_pelapor")) == ("filed", "ktp_pelapor")
    assert "ktp_almarhum" in state(client, id_).awaited


def test_both_parents_cards_fill_two_slots_and_one_card_twice_fills_one(client):
    id_ = begin(client, "akta_kelahiran", "baru").id
    cards = [("3514010101809002", 1), ("3514010101809002", 2), ("3514014101829003", 3)]
    codes = [filed(send(client, id_, photo("ktp", number=n, take=take))) for n, take in cards]
    assert codes == [
        ("filed", "ktp_orang_tua_1"),
        ("already_in", "ktp_orang_tua_1"),
        ("filed", "ktp_orang_tua_2"),
    ]
    kept = next(one for one in state(client, id_).papers if one.slot == "ktp_orang_tua_1")
    assert len(kept.photos) == 2


def test_a_further_photo_of_a_paper_has_a_verdict_of_its_own(client, core):
    id_ = begin(client, "nik", "aktivasi").id
    send(client, id_, KK)
    again = send(client, id_, photo("kk", take=2))
    assert (*filed(again), again.check.verdict) == ("already_in", "kk", "accept")
    assert core.asked[1:] == [("ktp",), ("kk",)]


@pytest.mark.parametrize(
    ("type_", "stated", "expected"),
    [
        ("ktp", None, ("wrong_paper", None)),
        ("ktp", "surat_kehilangan", ("wrong_paper", "surat_kehilangan")),
        ("kk", None, ("already_in", "kk")),
        ("other", None, ("filed", "surat_kehilangan")),
    ],
)
def test_a_known_paper_is_not_filed_as_a_letter(client, type_, stated, expected):
    id_ = begin(client, "ektp", "hilang").id
    send(client, id_, KK)
    slot = {} if stated is None else {"slot": stated}
    assert filed(send(client, id_, photo(type_, take=2), **slot)) == expected


@pytest.mark.parametrize(
    ("sent", "stated", "expected"),
    [
        pytest.param({"take": 2}, None, ("part", "surat_kehilangan"), id="legible"),
        pytest.param({"take": 2, "legible": False}, None, ("unreadable", "kk"), id="not legible"),
        pytest.param({"take": 2}, "kk", ("unreadable", "kk"), id="said to be the KK"),
    ],
)
def test_a_further_page_of_a_letter_is_no_attempt_for_what_is_awaited(
    client, sent, stated, expected
):
    id_ = begin(client, "ektp", "hilang").id
    send(client, id_, photo())
    slot = {} if stated is None else {"slot": stated}
    assert filed(send(client, id_, photo(**sent), **slot)) == expected


def test_once_a_letter_has_all_its_pages_another_sheet_is_an_attempt(client):
    id_ = begin(client, "ektp", "hilang").id
    for take in range(3):
        send(client, id_, photo(take=take))
    assert filed(send(client, id_, photo(take=3))) == ("unreadable", "kk")


def test_the_very_same_file_is_a_repeat_and_the_same_message_the_same_answer(client, core):
    id_ = begin(client, "nik", "aktivasi").id
    first = send(client, id_, KK, message_id="wamid.1")
    retried = send(client, id_, KK, message_id="wamid.1")
    repeated = send(client, id_, KK, message_id="wamid.2")
    assert (retried.photo, retried.filing) == (first.photo, first.filing)
    assert (repeated.photo, *filed(repeated)) == (first.photo, "repeat", "kk")
    assert repeated.filing.message == (
        "Foto ini sama dengan foto Kartu Keluarga yang sudah kami terima."
        " Berikutnya mohon kirim foto KTP-el."
    )
    assert repeated.check == first.check
    assert repeated.submission.rounds == 1
    assert len(core.asked) == 1


def test_a_question_that_is_repeated_offers_its_choices_again(client):
    id_ = begin(client, "kk", "tambah_anggota").id
    asked = send(client, id_, photo(), message_id="wamid.1")
    assert [one.slot for one in asked.filing.choices] == ["kelahiran", "buku_nikah"]
    assert send(client, id_, photo(), message_id="wamid.1").filing == asked.filing
    send(client, id_, photo("akta_kelahiran"))
    repeated = send(client, id_, photo(), message_id="wamid.2")
    assert [one.slot for one in repeated.filing.choices] == ["buku_nikah"]
    post_json = {"photo": asked.photo, "slot": "buku_nikah"}
    assert client.post(f"/submissions/{id_}/photos", json=post_json).status_code == 200
    assert send(client, id_, photo(), message_id="wamid.3").filing.choices == []


def test_of_a_recompressed_copy_the_first_photo_is_asked_about(client):
    id_ = begin(client, "kk", "tambah_anggota").id
    asked = send(client, id_, photo(shot=1))
    copy = send(client, id_, photo(shot=1, take=2))
    assert (copy.photo, copy.filing.code) == (asked.photo, "repeat")
    assert copy.filing.choices == asked.filing.choices
    post_json = {"photo": copy.photo, "slot": "buku_nikah"}
    assert client.post(f"/submissions/{id_}/photos", json=post_json).status_code == 200


def test_the_same_shot_recompressed_is_a_repeat_of_which_nothing_is_kept(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    send(client, id_, photo("kk", shot=1))
    assert filed(send(client, id_, photo("kk", shot=1, take=2))) == ("repeat", "kk")
    assert filed(send(client, id_, photo("kk", shot=2, take=3))) == ("already_in", "kk")
    with store.reading() as connection:
        query = select(PHOTOS.c.file_id, PHOTOS.c.sealed_number, PHOTOS.c.sealed_likeness)
        kept = connection.execute(query.where(PHOTOS.c.filing == "repeat")).one()
    assert tuple(kept) == (None, None, None)


@pytest.mark.parametrize(
    ("again", "code"),
    [
        ({}, "repeat"),
        ({"size": 200}, "unreadable"),
        ({"legible": True}, "filed"),
    ],
)
def test_a_larger_or_legible_copy_of_a_failed_shot_is_no_repeat(client, again, code):
    id_ = begin(client, "nik", "aktivasi").id
    failed = {"legible": False, "shot": 1}
    first = send(client, id_, photo("kk", **failed))
    second = send(client, id_, photo("kk", **{**failed, "take": 2, **again}))
    assert second.filing.code == code
    if code == "repeat":
        assert first.filing.message in second.filing.message
        assert second.filing.attempt == 1


def test_two_halves_fill_one_slot(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    left = send(client, id_, photo("kk", cut="right", number=None))
    right = send(client, id_, photo("kk", cut="left", take=2))
    assert (left.filing.code, *filed(right)) == ("unreadable", "part", "kk")
    assert right.submission.awaited == ["ktp"]
    with store.reading() as connection:
        rows = connection.execute(select(PHOTOS.c.queue_reason, PHOTOS.c.part)).all()
    assert sorted(rows) == [("parts", 1), ("parts", 2)]


def test_in_mode_advise_nothing_is_asked_for_again(make_client, tmp_path):
    (tmp_path / "office.toml").write_text('mode = "advise"')
    client = make_client(policy=tmp_path / "office.toml")
    id_ = begin(client, "nik", "aktivasi").id
    taken = send(client, id_, photo("kk", legible=False))
    assert filed(taken) == ("filed", "kk")
    assert taken.filing.message.startswith("Terima kasih, foto ini sudah kami terima")


@pytest.mark.parametrize(("lang", "said"), [("id", "mohon kirim"), ("en", "please send")])
def test_the_citizen_is_addressed_in_the_language_of_the_submission(client, lang, said):
    id_ = begin(client, "nik", "aktivasi", lang=lang).id
    assert said in send(client, id_, KK).filing.message


def test_a_citizen_who_has_to_come_is_told_and_nothing_is_kept(client, store):
    answer = begin(client, "kk", "pembetulan_nama")
    assert (answer.id, answer.state, answer.papers) == (None, "in_person", [])
    assert "datang sendiri" in answer.message
    with store.reading() as connection:
        assert connection.scalar(select(SUBMISSIONS.c.id)) is None


def test_the_same_application_goes_on_until_it_is_complete(client):
    first = client.post("/submissions", json={"service": "nik", "variant": "aktivasi"})
    second = client.post("/submissions", json={"service": "nik", "variant": "aktivasi"})
    assert first.json["id"] != second.json["id"]
    asked = {"service": "nik", "variant": "aktivasi", "reference": "b-1"}
    ids = [client.post("/submissions", json=asked) for _ in range(2)]
    assert [one.status_code for one in ids] == [201, 200]
    assert ids[0].json["id"] == ids[1].json["id"]
    for one in (KK, KTP):
        send(client, ids[0].json["id"], one)
    assert client.post("/submissions", json=asked).status_code == 201


def test_a_broken_file_is_an_attempt_with_advice(client):
    id_ = begin(client, "nik", "aktivasi").id
    nexts = []
    for data in (b"broken 1", b"broken 1", b"broken 2", b"broken 3"):
        answer = post(client, id_, data, slot="kk")
        assert answer.status_code == 422
        nexts.append(MendableProblem.model_validate(answer.json).next)
    assert nexts == ["retry", "retry", "retry", "officer"]
    (kk,) = (one for one in state(client, id_).papers if one.slot == "kk")
    assert (kk.state, kk.attempts) == ("officer", 3)


def test_a_submission_holds_a_limited_number_of_photos(client, monkeypatch):
    monkeypatch.setattr("api.submissions.photos.MAX_PHOTOS", 2)
    id_ = begin(client, "nik", "aktivasi").id
    for take in range(2):
        send(client, id_, photo("kk", take=take))
    answer = post(client, id_, photo("kk", take=3))
    assert (answer.status_code, answer.json["code"]) == (409, "submission_closed")
    assert send(client, id_, photo("kk", take=1)).filing.code == "repeat"


def test_services_are_listed(client):
    listed = ServicesShape.model_validate(client.get("/services").json)
    assert [one.service for one in listed.services] == [
        *("akta_kelahiran", "akta_kematian", "ektp", "kk", "nik"),
    ]
    assert listed.languages == ["en", "id"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"service": "sim"}, "Option 'service': one of akta_kelahiran"),
        ({"service": "nik"}, "Option 'variant': one of aktivasi"),
        ({"service": "nik", "variant": "baru"}, "Option 'variant'"),
        ({"service": "nik", "variant": "aktivasi", "lang": "jv"}, "Option 'lang': one of en, id"),
        ({"service": "nik", "other": "x"}, "Unknown option 'other'"),
    ],
)
def test_a_wrong_application_says_what_there_is(client, body, fault):
    answer = client.post("/submissions", json=body)
    assert answer.status_code == 400
    assert fault in Problem.model_validate(answer.json).detail


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"image_base64": "aGFsbG8=", "slot": "sim"}, 400),
        ({"image_base64": "aGFsbG8=", "expected_number": "x"}, 400),
        ({"image_base64": "", "slot": "kk"}, 400),
        ({"photo": "01JD0000000000000000000000"}, 400),
        ({"photo": "01JD0000000000000000000000", "slot": "kk"}, 404),
    ],
)
def test_a_wrong_photo_says_what_is_wrong(client, body, status):
    id_ = begin(client, "nik", "aktivasi").id
    answer = client.post(f"/submissions/{id_}/photos", json=body)
    assert answer.status_code == status, answer.text


def test_a_photo_cannot_be_placed_where_its_type_does_not_fit(client):
    id_ = begin(client, "nik", "aktivasi").id
    kept = send(client, id_, KK)
    body = {"photo": kept.photo, "slot": "ktp"}
    answer = client.post(f"/submissions/{id_}/photos", json=body)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_option")


def test_a_submission_of_another_caller_is_not_found(make_client):
    client = make_client(keys=(f"bot:{sha256_of('one')}", f"other:{sha256_of('two')}"))
    mine, other = ({"Authorization": f"Bearer {key}"} for key in ("one", "two"))
    body = {"service": "nik", "variant": "aktivasi", "reference": "b"}
    id_ = client.post("/submissions", json=body, headers=mine).json["id"]
    assert client.get(f"/submissions/{id_}", headers=mine).status_code == 200
    for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/photos")):
        answer = client.open(
            f"/submissions/{id_}{path}", method=method, headers=other, data=KK,
            content_type="image/jpeg",
        )  # fmt: skip
        assert (answer.status_code, answer.json["code"]) == (404, "no_such_submission")
    assert client.get("/submissions/nonsense", headers=mine).status_code == 404
    assert client.post("/submissions", json=body, headers=other).status_code == 201


def test_a_forgotten_submission_leaves_only_counts(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    send(client, id_, KK)
    assert client.delete(f"/submissions/{id_}").status_code == 204
    assert client.get(f"/submissions/{id_}").status_code == 404
    with store.reading() as connection:
        for column in (PHOTOS.c.id, FILES.c.id, BATCHES.c.id):
            assert connection.scalar(select(column)) is None
        row = connection.execute(select(SUBMISSIONS)).mappings().one()
    assert (row["state"], row["rounds"]) == ("cancelled", 1)
    assert row["reference_mac"] is row["sealed_reference"] is row["batch_id"] is None


def test_its_photos_are_no_batch_of_the_caller(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    with store.reading() as connection:
        batch = connection.scalar(select(SUBMISSIONS.c.batch_id).where(SUBMISSIONS.c.id == id_))
    assert client.get(f"/batches/{batch}").status_code == 404


def test_no_number_and_no_reference_is_stored_or_logged_in_the_clear(client, store, monkeypatch):
    lines = []
    monkeypatch.setattr(logs.log, "info", lambda *args, **more: lines.append((args, more)))
    id_ = begin(client, "nik", "aktivasi", reference="08123456789").id
    send(client, id_, KK, message_id="wamid.secret")
    with store.reading() as connection:
        rows = [
            row
            for table in (SUBMISSIONS, PHOTOS, BATCHES)
            for row in connection.execute(select(table)).all()
        ]
    assert lines
    for secret in (NUMBERS["kk"], "08123456789", "wamid.secret"):
        assert secret not in f"{rows}{lines}"
