"""Whether the bearer of a KTP is among the members of the KK, and what is kept of it."""

from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import select

from api.store import retention
from api.store.tables.batches import PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from api.submissions import catalogue
from api.submissions.codes import Code
from api.submissions.members import asks_for_members, memberships
from api.submissions.papers import Paper
from api.submissions.records.members import open_members, take_due
from precheck.errors import ToolMissing
from precheck.number.result import Members
from tests.api.store.filled import NOW
from tests.api.submissions.seen import NUMBERS, Seer, begin, photo, read_members, send
from tests.api.working import work_on

HEAD, WIFE, CHILD = "3514014101809002", "3514120506709003", "3514251105129004"
STRANGER = "3574020311839927"
READ = Members(readings=((HEAD,), (WIFE,), (CHILD,)), complete=True)
PARTLY = replace(READ, complete=False)
TWICE = replace(READ, readings=((HEAD, "3514014101309002"), (WIFE,)))
CARD = Paper(id="ktp", type="ktp", code=Code.FILED, number=HEAD, number_sure=True)
TABLE = Paper(id="kk", type="kk", code=Code.FILED, members=READ)


def misread(nik, digits):
    """Return a number of which the last digits differ."""
    return nik[:-digits] + "".join(str((int(digit) + 5) % 10) for digit in nik[-digits:])


@pytest.mark.parametrize(
    ("number", "members", "said"),
    [
        pytest.param(HEAD, READ, "among", id="the first row"),
        pytest.param(CHILD, READ, "among", id="the last row"),
        pytest.param(HEAD, PARTLY, "among", id="of a table not all read"),
        pytest.param(HEAD, TWICE, "among", id="one of two readings"),
        pytest.param(STRANGER, READ, "not_among", id="a stranger"),
        pytest.param(STRANGER, PARTLY, None, id="perhaps in the row not read"),
        pytest.param(STRANGER, None, None, id="no table read"),
        pytest.param(misread(HEAD, 1), READ, None, id="one digit"),
        pytest.param(misread(HEAD, 3), READ, None, id="three digits"),
        pytest.param(misread(HEAD, 4), READ, "not_among", id="four digits"),
        pytest.param("351401410180900", READ, None, id="another length"),
        pytest.param(None, READ, None, id="erased"),
    ],
)
def test_what_is_said_of_a_card(number, members, said):
    papers = [replace(CARD, number=number), replace(TABLE, members=members)]
    assert memberships(papers).get("ktp") == said


UNSURE = {"number_sure": False}


@pytest.mark.parametrize(
    ("card", "others", "said"),
    [
        pytest.param({}, [], None, id="no KK"),
        pytest.param({"number": HEAD, **UNSURE}, [TABLE], "among", id="doubtful, and equal"),
        pytest.param(UNSURE, [TABLE], None, id="doubtful"),
        pytest.param({**UNSURE, "decision": "accept"}, [TABLE], "not_among", id="an officer's"),
        pytest.param({"decision": "re-photo"}, [TABLE], None, id="sent back"),
        pytest.param({}, [replace(TABLE, code=Code.UNREADABLE)], None, id="the KK not kept"),
        pytest.param({}, [TABLE, replace(TABLE, members=None)], None, id="one of two KKs unread"),
        pytest.param({}, [TABLE, replace(TABLE, members=PARTLY)], None, id="one partly read"),
        pytest.param({}, [TABLE, TABLE], "not_among", id="two photos of the KK"),
        pytest.param({"type": "other"}, [TABLE], None, id="another paper"),
    ],
)
def test_only_papers_that_count_are_compared(card, others, said):
    papers = [replace(CARD, **{"number": STRANGER, **card}), *others]
    assert memberships(papers).get("ktp") == said


@pytest.mark.parametrize(
    ("service", "variant", "wanted"),
    [("nik", "aktivasi", True), ("ektp", "hilang", False), ("kk", "tambah_anggota", False)],
)
def test_tables_are_read_only_where_a_card_is_asked_for_too(
    client, store, service, variant, wanted
):
    assert asks_for_members(catalogue.load().variant(service, variant)) == wanted
    send(client, begin(client, service, variant).id, photo("kk", members=[HEAD]))
    assert (kept(store)["members_due_at"] is not None) == wanted


@pytest.mark.parametrize("legible", [True, False])
def test_only_the_table_of_an_accepted_kk_is_read(client, store, legible):
    send(client, begin(client, "nik", "aktivasi").id, photo("kk", legible=legible, members=[HEAD]))
    assert work_on(store, Seer(), read_members) == legible
    assert (open_members(store.vault, kept(store)) is not None) == legible


def kept(store):
    with store.reading() as connection:
        return connection.execute(select(PHOTOS).where(PHOTOS.c.type == "kk")).mappings().one()


def erase(store):
    """Do what is done some time after the application was closed."""
    with store.writing() as connection:
        connection.execute(SUBMISSIONS.update().values(closed_at=NOW))
        retention.erase_closed(connection, NOW + 1)


def test_the_table_is_sealed_and_goes_with_the_number(both):
    client, store = both
    sent = send(client, begin(client, "nik", "aktivasi").id, photo("kk", members=[HEAD, WIFE]))
    assert open_members(store.vault, kept(store)) is None  # the reply does not wait
    assert work_on(store, Seer(), read_members)
    assert not work_on(store, Seer(), read_members)  # once
    row = kept(store)
    assert open_members(store.vault, row) == replace(READ, readings=((HEAD,), (WIFE,)))
    assert HEAD.encode() not in row["sealed_members"]
    assert HEAD not in str({**row, "sealed_members": None})
    assert HEAD not in sent.model_dump_json()
    erase(store)
    assert kept(store)["sealed_members"] is None


def test_a_page_that_a_worker_checked_is_read_too(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    pages = [{"type": "ktp", "number": NUMBERS["ktp"]}, {"type": "kk", "members": [HEAD]}]
    whole = [{"legible": True, "number": NUMBERS["kk"], **page} for page in pages]
    send(client, id_, photo(of_pages=whole))
    work_on(store, Seer(), read_members)
    assert open_members(store.vault, kept(store)).readings == ((HEAD,),)


def test_nothing_is_kept_of_a_photo_erased_while_it_is_read(client, store):
    send(client, begin(client, "nik", "aktivasi").id, photo("kk", members=[HEAD]))

    def erased_meanwhile(*given):
        erase(store)
        return read_members(*given)

    assert work_on(store, Seer(), erased_meanwhile)
    row = kept(store)
    assert (row["sealed_members"], row["members_due_at"], row["file_id"]) == (None, None, None)


@pytest.mark.parametrize(
    ("error", "again"), [(ZeroDivisionError(HEAD), False), (ToolMissing("gone"), True)]
)
def test_a_table_that_cannot_be_read_waits_only_for_the_installation(
    client, store, capsys, error, again
):
    send(client, begin(client, "nik", "aktivasi").id, photo("kk", members=[HEAD]))

    def fails(*_):
        raise error

    with suppress(ToolMissing):
        work_on(store, Seer(), fails)
    assert (kept(store)["members_due_at"] is not None) == again
    assert HEAD not in capsys.readouterr().out


def test_a_table_whose_worker_died_is_due_again_after_ever_longer_waits(client, store):
    send(client, begin(client, "nik", "aktivasi").id, photo("kk", members=[HEAD]))
    done, waits = kept(store)["done_at"], []
    now = done
    for _ in range(4):
        with store.writing() as connection:
            taken = take_due(connection, now, 60)
            assert take_due(connection, now, 60) is None
        waits.append(round(taken["members_due_at"] - now))
        now = taken["members_due_at"]
    assert waits == [60, 60, 120, 240]
