"""A photo is filed as what its sender surely calls it, and never as what it is said not to be."""

import pytest

from api.channels.dialogue.naming import words
from api.channels.dialogue.refusals import meant
from tests.api.channels.dialogue.sentences import FIRST, FURTHER, SECOND, lines

NAMED = {
    "kelahiran": words("akta kelahiran atau surat keterangan lahir", "birth certificate or note"),
    "buku_nikah": words("buku nikah atau akta perkawinan", "marriage book or certificate"),
}


@pytest.mark.parametrize(("said", "meaning"), lines(FIRST) + lines(SECOND) + lines(FURTHER))
def test_what_is_meant(said, meaning):
    assert meant(said, NAMED) == meaning


def test_the_table_is_of_two_hundred_sentences():
    assert len({said for said, _ in lines(FIRST) + lines(SECOND)}) == 200


@pytest.mark.parametrize(
    "said",
    [
        "surat lahir eh bukan surat lahir",
        "itu surat lahir, bukan surat lahir",
        "bukan buku nikah, itu buku nikah",
        "surat lahir buku nikah",
    ],
)
def test_who_contradicts_oneself_is_asked_again(said):
    assert meant(said, NAMED) == "unclear"
