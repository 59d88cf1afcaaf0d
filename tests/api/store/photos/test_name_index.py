"""Names are found in memory: by any part, phone numbers in any writing, and only what is there."""

import pytest
from sqlalchemy import select

from api.store import batches, citizens, name_blocks, retention
from api.store.photos import intake, name_index
from api.store.photos.pages import Part, page
from api.store.photos.search import PhotoFilter
from api.store.tables.batches import PHOTOS
from api.store.tables.names import NAME_BLOCKS
from tests.api.store.filled import NOW, add, batch


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


def kept(store):
    with store.reading() as connection:
        return {
            start: name_blocks.lines(connection, store.vault, start)
            for start in name_blocks.kept(connection)
        }


@pytest.fixture
def over(monkeypatch):
    """The time of all ids made so far is over."""
    monkeypatch.setattr(name_index, "new_id", lambda: "7" + "Z" * 25)


@pytest.fixture
def read_one_by_one(monkeypatch):
    """Ids of photos whose names were decrypted."""
    opened, known = [], intake.open_names
    monkeypatch.setattr(
        intake, "open_names", lambda vault, row: opened.append(row["id"]) or known(vault, row)
    )
    return opened


def test_a_block_whose_time_goes_on_is_not_sealed(store):
    add(store, batch(store), b"1", file="one.jpg")
    name_index.seal(store)
    assert kept(store) == {}


@pytest.mark.usefixtures("over")
def test_another_process_finds_names_that_were_sealed_together(store, read_one_by_one):
    here = batch(store)
    add(store, here, b"1", file="one \udcff.jpg", reference="0812 9000 9046")
    gone = add(store, here, b"2", file="two.jpg").photo_id
    name_index.seal(store)
    read_one_by_one.clear()
    with store.reading() as connection:
        named = name_index.NameIndex().find(connection, store.vault, "6281290009046")
        assert len(named) == 1
        assert gone not in named
    assert read_one_by_one == []


@pytest.mark.usefixtures("over")
def test_sealed_names_are_encrypted(store):
    add(store, batch(store), b"1", file="siti.jpg")
    name_index.seal(store)
    with store.reading() as connection:
        assert b"siti" not in connection.scalar(select(NAME_BLOCKS.c.sealed_lines))
    assert "siti" in "".join(kept(store).values())


@pytest.mark.usefixtures("over")
def test_what_came_after_the_seal_is_found_and_sealed_anew(store):
    here = batch(store)
    add(store, here, b"1", file="one.jpg")
    name_index.seal(store)
    add(store, here, b"2", file="one more.jpg")
    with store.reading() as connection:
        assert len(name_index.NameIndex().find(connection, store.vault, "one")) == 2
    name_index.seal(store)
    assert "one more" in "".join(kept(store).values())


def by_batch(connection, _vault, batch_id):
    batches.delete(connection, batch_id)


def by_citizen(connection, vault, _batch_id):
    citizens.delete(connection, vault, "siti")


def by_time(connection, _vault, _batch_id):
    retention.purge(connection, NOW + 1, NOW)


@pytest.mark.usefixtures("over")
@pytest.mark.parametrize("delete", [by_batch, by_citizen, by_time])
def test_no_deleted_name_stays_sealed(store, delete):
    here = batch(store)
    add(store, here, b"1", file="one.jpg", reference="siti")
    name_index.seal(store)
    assert "siti" in "".join(kept(store).values())
    with store.writing() as connection:
        delete(connection, store.vault, here["id"])
    assert kept(store) == {}


@pytest.mark.usefixtures("over")
def test_blocks_that_an_earlier_version_left_behind_are_dropped(store):
    here = batch(store)
    add(store, here, b"1", file="one.jpg")
    name_index.seal(store)
    with store.writing() as connection:
        connection.execute(PHOTOS.delete())
    name_index.seal(store)
    assert kept(store) == {}
