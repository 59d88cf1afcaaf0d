"""The camera link in the chat: offered by itself after a paper's second failed photo, once."""

from dataclasses import replace

import pytest

from api.channels.dialogue.citizen import CitizenDialogue
from tests.api.submissions.seen import photo

PUBLIC = "https://dukcapil.example.go.id"


@pytest.fixture
def desk(desk):
    """The desk of an office with a public address."""
    office = desk.dialogue._office
    rules = replace(office.rules, public_url=PUBLIC, camera_seconds=3600.0)
    return replace(desk, dialogue=CitizenDialogue(replace(office, rules=rules)))


def texts(replies):
    return [reply.text for reply in replies]


def test_the_second_failed_photo_of_a_paper_offers_the_link_and_no_other_does(citizen):
    first, second, third = (
        texts(citizen.sends(photo("kk", legible=False, take=take))) for take in range(3)
    )
    assert f"{PUBLIC}/capture/" not in " ".join(first + third)
    assert len(second) == 2
    assert second[1].startswith("Agar lebih mudah")
    assert f"Kartu Keluarga: {PUBLIC}/capture/" in second[1]


def test_a_good_photo_offers_none(citizen):
    citizen.sends(photo("kk", legible=False))
    assert not any("/capture/" in said for said in texts(citizen.sends(photo("kk", take=2))))
