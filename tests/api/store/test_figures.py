"""What figures are made of, and the lists of decisions and acts, on both databases."""

import pytest

from api.store import checks, decisions, figures, trail
from api.store.checks import Asked
from api.store.decisions import Ruling
from precheck.options import Options
from tests.api.store.filled import NOW, batch, done, told

SENT_BACK = told(0.2, verdict="re-photo")


@pytest.fixture
def photo(store):
    """The id of a photo that was sent back, and that an officer accepts."""
    id_ = done(store, batch(store, line="kk"), SENT_BACK, reference="r-1")
    ruling, act = Ruling(decision="accept"), decisions.act("sri", NOW)
    with store.writing() as connection:
        decisions.decide(connection, store.vault, id_, ruling, act)
    return id_


@pytest.mark.usefixtures("photo")
def test_photos_of_batches_and_of_checks_are_seen(store):
    asked = Asked.of(store.vault, "bot", Options(line="ektp", reference="r-1"), b"other")
    with store.writing() as connection:
        checks.keep(connection, checks.answered(asked, told(0.9), NOW + 1))
    with store.reading() as connection:
        checked, worked = figures.seen(connection, NOW)
        assert len(list(figures.seen(connection, NOW + 1))) == 1
        assert list(figures.seen(connection, NOW + 2)) == []
    assert (checked.line, checked.verdict, checked.reason, checked.batch_id) == (
        *("ektp", "accept"),
        *(None, None),
    )
    assert (worked.line, worked.verdict, worked.reason) == ("kk", "re-photo", "glare")
    for one in (checked, worked):
        assert (one.type, one.version, one.policy, one.took_ms) == ("kk", "1", "default", 90)
    assert worked.batch_id is not None
    assert worked.reference_mac == checked.reference_mac


@pytest.mark.usefixtures("photo")
def test_decisions_are_judged_with_their_weight(store):
    with store.reading() as connection:
        (one,) = figures.judged(connection, NOW)
        assert list(figures.judged(connection, NOW + 1)) == []
    told_ = (one.verdict, one.decision, one.reason, one.version, one.p_accept, one.weight)
    assert told_ == ("re-photo", "accept", "glare", "1", 0.2, 1)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, 1),
        ({"who": "sri", "type": "kk", "overrides": True}, 1),
        ({"who": "budi"}, 0),
        ({"type": "ktp"}, 0),
        ({"before": "0"}, 0),
    ],
)
@pytest.mark.usefixtures("photo")
def test_decisions_are_looked_for(store, wanted, found):
    with store.reading() as connection:
        assert len(decisions.search(connection, decisions.Wanted(**wanted), 10)) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, 2),
        ({"who": "sri"}, 1),
        ({"act": "export", "subject": "b"}, 1),
        ({"subject": "c"}, 0),
        ({"before": "0"}, 0),
    ],
)
def test_acts_are_looked_for(store, wanted, found):
    with store.writing() as connection:
        trail.add(connection, trail.Act(who="sri", act="view_photo", subject="a"), NOW)
        trail.add(connection, trail.Act(who="budi", act="export", subject="b"), NOW)
    with store.reading() as connection:
        assert len(trail.latest(connection, wanted=trail.Wanted(**wanted))) == found
