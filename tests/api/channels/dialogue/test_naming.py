"""What citizens name in their own words."""

import pytest

from api.channels.configuration import Number
from api.channels.dialogue.menu import Menu
from api.channels.dialogue.naming import applications, best, words
from api.submissions import catalogue

SERVICES = catalogue.load()


def menu(**number):
    return Menu.of(Number(id="1", **number), SERVICES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mau buat KTP hilang pak", {"ektp/hilang"}),
        ("KTP-el hilang", {"ektp/hilang"}),
        ("sugeng enjing, kulo badhe ngurus kk rusak", {"kk/rusak"}),
        ("akta kematian", {"akta_kematian/baru"}),
        ("I lost my KTP", {"ektp/hilang"}),
        ("aktifkan nik untuk bpjs", {"nik/aktivasi"}),
        ("KK.", {f"kk/{name}" for name in SERVICES.services["kk"].variants}),
        ("hilang", set()),  # of which service?
        ("nama saya Budi", set()),
        ("3514020201629001", set()),
        ("", set()),
    ],
)
def test_applications_at_a_number_for_everything(text, found):
    assert {"/".join(one) for one in applications(text, menu())} == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("yang hilang pak", [("kk", "hilang")]),
        ("tambah anak", [("kk", "tambah_anggota")]),
        ("KTP", []),
    ],
)
def test_a_number_for_one_service_needs_no_name_of_it(text, found):
    assert applications(text, menu(line="kk")) == found


def test_a_paper_alone_names_no_application():
    assert applications("KTP lama", menu(line="kk"), least=2) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("buku nikahnya, buku", ["b"]), ("surat", ["a"]), ("dari surat nikah", ["a", "b"]), ("", [])],
)
def test_the_best_shares_the_most_words(text, found):
    assert best(text, {"a": words("surat dari polisi"), "b": words("buku nikah")}) == found
