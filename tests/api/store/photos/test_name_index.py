"""Names are found in memory: by any part, phone numbers in any writing, and only what is there."""

import pytest

from api.store import batches
from api.store.photos import intake, name_index
from api.store.photos.pages import Part, page
from api.store.photos.search import PhotoFilter
from tests.api.store.filled import add, batch


def found(store, text):
    with store.reading() as connection:
        listed = page(connection, store.vault, PhotoFilter(text=text), Part(limit=100))
    assert listed.total == len(listed.photos)
    return [one.names.file for one in listed.photos]


WRITINGS = ("081290009046", "+62 812-9000-9046", "6281290009046", "0812 9000 9046", "81290009046")


@pytest.mark.parametrize("text", [*WRITINGS, "(0812) 9000.9046"])
@pytest.mark.parametrize("reference", WRITINGS)
def test_a_phone_number_is_found_in_any_writing(store, text, reference):
    here = batch(store)
    add(store, here, b"1", file="a.jpg", reference=reference)
    add(store, here, b"2", file="b.jpg", reference="081290009047")
    assert found(store, text) == ["a.jpg"]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("SITI", ["siti.jpg"]),
        ("siti", ["siti.jpg"]),
        ("budi.jp", ["Budi.jpg"]),
        ("r-7", ["Budi.jpg"]),
        ("2027", ["IMG 2027.jpg"]),
        ("01", []),  # of every id, and of no name
        ("%", []),
        ("a\tb", []),
    ],
)
def test_any_part_of_a_name_is_found_and_no_id(store, text, files):
    here = batch(store)
    add(store, here, b"1", file="siti.jpg")
    add(store, here, b"2", file="Budi.jpg", reference="R-7")
    add(store, here, b"3", file="IMG 2027.jpg")
    assert found(store, text) == files


def test_what_comes_and_what_is_deleted_is_known_at_once(store):
    here, other = batch(store), batch(store)
    add(store, here, b"1", file="one.jpg")
    assert found(store, "one") == ["one.jpg"]
    add(store, here, b"2", file="one more.jpg")
    add(store, other, b"3", file="another one.jpg")
    assert sorted(found(store, "one")) == ["another one.jpg", "one more.jpg", "one.jpg"]
    with store.writing() as connection:
        batches.delete(connection, here["id"])
    assert found(store, "one") == ["another one.jpg"]
    index = name_index.of(store.vault)
    assert "one more" not in "".join(block.lines for block in index._blocks.values())


def test_names_are_decrypted_once(store, monkeypatch):
    add(store, batch(store), b"1", file="one.jpg")
    assert found(store, "one") == ["one.jpg"]
    opened = []
    known = intake.open_names
    monkeypatch.setattr(intake, "open_names", lambda *row: opened.append(row) or known(*row))
    assert found(store, "nobody") == []
    assert opened == []
