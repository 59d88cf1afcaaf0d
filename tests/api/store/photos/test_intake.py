"""Files are added once, encrypted, with all their pages."""

import pytest

from api.store.photos import intake
from tests.api.store.filled import add, batch, finish, json_answer, photo, take


def test_the_same_file_again_changes_nothing(store):
    mine, other = batch(store), batch(store)
    first = add(store, mine, b"one")
    assert first.new
    assert add(store, mine, b"one", file="again.jpg") == intake.Added(first.photo_id, new=False)
    assert add(store, other, b"one").new
    with store.reading() as connection:
        assert intake.count(connection, mine["id"]) == 1


def test_names_and_bytes_come_back(store):
    id_ = add(store, batch(store), b"bytes", file="KK Budi.jpg", reference="budi").photo_id
    row = photo(store, id_)
    assert intake.open_names(store.vault, row) == intake.Names(file="KK Budi.jpg", reference="budi")
    with store.reading() as connection:
        assert intake.picture(connection, store.vault, row["file_id"]) == b"bytes"
        assert intake.picture(connection, store.vault, "none") is None


@pytest.mark.parametrize("answer", [json_answer(pages=3)])
def test_the_pages_of_a_file_are_photos_too(store, answer):
    here = batch(store)
    leased = take(store, photo_id=add(store, here, reference="r").photo_id)
    with store.writing() as connection:
        intake.add_pages(connection, store.vault, leased.photo, answer["image"]["pages"])
    assert finish(store, leased, answer)
    pages = [take(store).photo for _ in range(2)]
    assert sorted(page["page"] for page in pages) == [2, 3]
    assert {page["reference_mac"] for page in pages} == {leased.photo["reference_mac"]}
    assert not add(store, here).new
