"""What is claimed at once: a handful of one reference, a whole document; and taken over."""

import pytest

from api.store import batches
from api.store.photos import claims, holders
from api.store.photos.claims import MAX_CLAIMED
from api.store.photos.documents import same_document
from tests.api.store.filled import NOW, batch, document, done, json_answer, photo
from tests.api.store.officers import claim, decide

DOUBTFUL = json_answer(0.5)


def held(store, who="sri", now=NOW):
    """Return what others than this officer hold, by name."""
    with store.reading() as connection:
        return {row["claimed_by"]: row["photos"] for row in holders.holders(connection, who, now)}


@pytest.fixture
def folder(store):
    """Twelve photos of one reference, the first of which is the least sure."""
    here = batch(store)
    answers = [json_answer(0.5 + at / 100) for at in range(12)]
    return [done(store, here, one, data=bytes([at]), reference="folder") for at, one in
            enumerate(answers)]  # fmt: skip


def test_one_officer_claims_a_handful_and_the_others_find_the_rest(store, folder):
    assert [claim(store, who) for who in ("sri", "budi", "ani", "eka")] == [
        folder[0], folder[MAX_CLAIMED], folder[2 * MAX_CLAIMED], None,
    ]  # fmt: skip
    assert held(store, "eka") == {"sri": MAX_CLAIMED, "budi": MAX_CLAIMED, "ani": 2}
    assert held(store, "sri") == {"budi": MAX_CLAIMED, "ani": 2}


def test_a_handful_is_used_up_before_more_is_claimed(store, folder):
    claim(store, "sri")
    urgent = done(store, batch(store, origin=batches.Origin.HANDOVER), DOUBTFUL, data=b"urgent")
    for at in range(1, MAX_CLAIMED):
        decide(store, folder[at - 1])
        assert claim(store, "sri", after=photo(store, folder[at - 1])) == folder[at]
        assert held(store, "eka") == {"sri": MAX_CLAIMED - at}
    decide(store, folder[MAX_CLAIMED - 1])
    assert claim(store, "sri", after=photo(store, folder[MAX_CLAIMED - 1])) == urgent


def test_who_works_on_keeps_the_handful(store, folder):
    claim(store, "sri")
    decide(store, folder[0])
    claim(store, "sri", NOW + 200, after=photo(store, folder[0]))
    assert held(store, "budi", NOW + 400) == {"sri": MAX_CLAIMED - 1}
    assert held(store, "budi", NOW + 600) == {}


def test_a_document_is_claimed_with_all_its_pages_from_the_least_sure_page_on(store):
    here = batch(store)
    falling = (json_answer(0.9 - at / 10) for at in range(4))
    pages = document(store, here, *falling, DOUBTFUL, DOUBTFUL)
    other = done(store, here, json_answer(0.55), data=b"other")
    assert claim(store, "sri") == pages[4]
    assert claim(store, "budi") == other
    assert held(store, "eka") == {"sri": 5, "budi": 1}  # page 1 is sure
    decide(store, pages[4])
    assert claim(store, "sri", after=photo(store, pages[4])) == pages[1]


def test_no_page_of_a_claimed_document_goes_to_another_officer(store):
    first, second = document(store, batch(store), DOUBTFUL, json_answer(0.55))
    with store.writing() as connection:
        claims.set_claim(connection, claims.PHOTOS.c.id == second, "sri", NOW)
    assert claim(store, "budi") is None
    with store.writing() as connection:
        assert not claims.claim(connection, photo(store, first), "budi", NOW)
        assert claims.count(connection, "budi", NOW) == 0
        assert holders.holder(connection, photo(store, first), "budi", NOW)["claimed_by"] == "sri"
        assert holders.holder(connection, photo(store, first), "sri", NOW) is None


def test_a_postponed_document_comes_last_with_all_its_pages(store):
    here = batch(store)
    pages = document(store, here, DOUBTFUL, DOUBTFUL)
    other = done(store, here, json_answer(0.6), data=b"other")
    assert claim(store, "sri", postponed=(pages[1],)) == other
    assert claim(store, "sri", postponed=(pages[1], other)) == pages[0]


@pytest.mark.parametrize("which", [lambda _: holders.claimed_by("sri"), same_document])
def test_what_another_officer_holds_is_taken_over(store, which):
    pages = document(store, batch(store), DOUBTFUL, json_answer(0.55))
    claim(store, "sri")
    with store.writing() as connection:
        taken = holders.take_over(connection, which(photo(store, pages[0])), "budi", NOW + 1)
        again = holders.take_over(connection, which(photo(store, pages[0])), "budi", NOW + 1)
    assert {row["id"]: row["claimed_by"] for row in taken} == dict.fromkeys(pages, "sri")
    assert again == []
    assert held(store, "sri", NOW + 1) == {"budi": 2}
    assert claim(store, "sri", NOW + 2) is None


def test_only_the_asked_batch_is_taken_over(store):
    mine, other = batch(store), batch(store)
    for here in (mine, other):
        done(store, here, DOUBTFUL, reference="r")
        claim(store, "sri", batch_id=here["id"])
    with store.writing() as connection:
        which = holders.claimed_by("sri", mine["id"])
        assert len(holders.take_over(connection, which, "budi", NOW)) == 1
    assert held(store, "eka") == {"sri": 1, "budi": 1}
