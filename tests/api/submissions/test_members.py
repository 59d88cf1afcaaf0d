"""Whether the bearer of a KTP is among the members of the KK, and what is kept of it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from api.store import retention
from api.store.tables.batches import PHOTOS
from api.submissions import catalogue
from api.submissions.codes import Code
from api.submissions.members import asks_for_members, memberships
from api.submissions.papers import Paper
from api.submissions.records.members import open_members
from precheck.number.result import Members
from tests.api.store.filled import NOW
from tests.api.submissions.seen import NUMBERS, Seer, begin, photo, send
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
def test_tables_are_read_only_where_a_card_is_asked_for_too(client, core, service, variant, wanted):
    assert asks_for_members(catalogue.load().variant(service, variant)) == wanted
    id_ = begin(client, service, variant).id
    send(client, id_, photo("kk", members=[HEAD]))
    assert core.members_wanted == [wanted]


def kept(store):
    with store.reading() as connection:
        return connection.execute(select(PHOTOS).where(PHOTOS.c.type == "kk")).mappings().one()


def test_the_table_is_sealed_and_goes_with_the_number(client, store):
    sent = send(client, begin(client, "nik", "aktivasi").id, photo("kk", members=[HEAD, WIFE]))
    row = kept(store)
    assert open_members(store.vault, row) == replace(READ, readings=((HEAD,), (WIFE,)))
    assert HEAD.encode() not in row["sealed_members"]
    assert HEAD not in str({**row, "sealed_members": None})
    assert HEAD not in sent.model_dump_json()
    with store.writing() as connection:
        retention.expire(connection, NOW * 2, {})
    assert kept(store)["sealed_members"] is None


def test_a_worker_reads_the_table_too(client, store):
    id_ = begin(client, "nik", "aktivasi").id
    pages = [{"type": "ktp", "number": NUMBERS["ktp"]}, {"type": "kk", "members": [HEAD]}]
    whole = [{"legible": True, "number": NUMBERS["kk"], **page} for page in pages]
    send(client, id_, photo(of_pages=whole))
    work_on(store, Seer())
    assert open_members(store.vault, kept(store)).readings == ((HEAD,),)
