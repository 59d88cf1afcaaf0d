"""Types that officers set, and the number of such a type."""

from api.store.decisions import officer_types
from api.store.photos import answers
from api.store.photos.number_kinds import number_kind
from precheck.office.documents import number_kinds
from precheck.office.policy import Office
from tests.api.store.filled import NOW, batch, done, json_answer, photo
from tests.api.store.officers import StoredDecision, claim, decide, undo

TYPED = StoredDecision(decision="accept", number="3514010101209002", masked="3514********9002")


def set_type(store, id_, type_, who="sri"):
    with store.writing() as connection:
        return officer_types.set_type(connection, id_, type_, who, NOW)


def test_a_type_is_set_and_taken_back_until_the_photo_is_decided(store):
    id_ = done(store, batch(store))
    assert set_type(store, id_, "ktp")
    assert number_kind(photo(store, id_)) == "nik"
    assert set_type(store, id_, None)
    assert number_kind(photo(store, id_)) == "kk"
    act = decide(store, id_)
    assert not set_type(store, id_, "ktp")
    undo(store, act)
    assert set_type(store, id_, "ktp")


def test_it_is_not_set_under_another_officers_hands(store):
    id_ = done(store, batch(store), json_answer(0.5))
    assert claim(store, "budi") == id_
    assert not set_type(store, id_, "ktp")
    assert set_type(store, id_, "ktp", who="budi")


def test_a_number_typed_for_a_set_type_is_kept_though_none_was_looked_for(store):
    answer = json_answer(0.5)
    answer["number"] = None
    id_ = done(store, batch(store), answer)
    set_type(store, id_, "kk")
    assert answers.read_number(store.vault, photo(store, id_)) is None
    decide(store, id_, TYPED)
    number = answers.open_number(store.vault, photo(store, id_))
    assert (number["kind"], number["value"]) == ("kk", "3514010101209002")
    assert json_answer()["number"].keys() <= number.keys()


def test_a_reading_of_another_kind_is_not_that_of_the_set_type(store):
    id_ = done(store, batch(store))
    assert answers.read_number(store.vault, photo(store, id_)) is not None
    set_type(store, id_, "akta_kelahiran")
    assert answers.read_number(store.vault, photo(store, id_)) is None


def test_the_kinds_are_those_of_the_document_types():
    documents = Office.load().settings.documents
    assert dict(number_kinds()) == {
        name: one.number for name, one in documents.items() if one.number
    }
