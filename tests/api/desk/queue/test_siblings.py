"""Photos of one reference stand side by side; of two of the same paper the clearer is marked."""

import pytest

from api.store.photos.siblings import MAX_SIBLINGS
from tests.api.desk.audit import acts
from tests.api.desk.batches_made import picture
from tests.api.store.filled import batch, done, json_answer


@pytest.fixture
def made(desk):
    """Return a function that adds photos of references: (reference, p_accept, type)."""
    here = batch(desk.store, owner="desk", name="malam")

    def add(*photos):
        found = []
        for at, (reference, p, type_) in enumerate(photos):
            answer = json_answer(p)
            answer["document"]["type"] = type_
            data, file = picture(at), f"{at}.jpg"
            found.append(done(desk.store, here, answer, data=data, reference=reference, file=file))
        return found

    return add


def shown(page):
    """Return the ids of the photos side by side, and the one that is marked."""
    part = page.partition('<nav class="document siblings"')[2].partition("</nav>")[0]
    rows = [row.partition("/desk/photos/")[2] for row in part.split("<li>")[1:]]
    marked = [row[:26] for row in rows if "paling jelas" in row]
    return [row[:26] for row in rows], marked


def test_those_of_the_reference_follow_the_photo_and_the_clearest_is_marked(made, sri):
    ids = made(("a", 0.6, "kk"), ("a", 0.9, "kk"), ("a", 0.99, "ktp"), ("b", 0.95, "kk"))
    page = sri.get(f"/photos/{ids[0]}").text
    assert shown(page) == ([ids[0], ids[1], ids[2]], [ids[1]])
    assert page.count("nomor sama") == 2
    assert shown(sri.get(f"/photos/{ids[2]}").text) == ([ids[2], ids[0], ids[1]], [])
    assert shown(sri.get(f"/photos/{ids[3]}").text) == ([], [])


def test_a_photo_that_was_sent_back_is_not_proposed(made, sri):
    ids = made(("a", 0.6, "kk"), ("a", 0.9, "kk"))
    sri.post(f"/photos/{ids[1]}/decide", again="blur", alone="1")
    assert shown(sri.get(f"/photos/{ids[0]}").text) == (ids, [])


def test_only_so_many_are_shown_the_newest_and_it_is_noted(desk, made, sri):
    ids = made(*[("a", 0.6, "kk")] * (MAX_SIBLINGS + 3))
    assert shown(sri.get(f"/photos/{ids[0]}").text)[0] == [ids[0], *ids[3:]]
    (entry,) = acts(desk, "view_photo")
    assert entry["detail"] == {"list": "reference", "photos": MAX_SIBLINGS}


def test_photos_without_a_reference_have_none(made, sri):
    ids = made((None, 0.6, "kk"), (None, 0.9, "kk"))
    assert shown(sri.get(f"/photos/{ids[0]}").text) == ([], [])
