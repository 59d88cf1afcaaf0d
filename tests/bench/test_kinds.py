"""The tables of `make bench`: photos by kind, and which photos are taken."""

import json
from types import SimpleNamespace

import pytest

from bench import kinds
from bench.kinds import ALL, by_kind, kind_of, median_ms
from bench.photos import suite_photos
from precheck.decision.verdict import Decision
from precheck.number.result import Number, NumberState


def verdict(state, decision=Decision.ACCEPT):
    number = None if state is None else Number(kind="kk", state=state)
    return SimpleNamespace(number=number, decision=decision)


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        pytest.param(verdict(None), "no known form", id="other"),
        pytest.param(verdict(NumberState.READ), "accepted, number read", id="accepted"),
        pytest.param(
            verdict(NumberState.READ, Decision.RE_PHOTO), "sent back, number read", id="sent back"
        ),
        pytest.param(verdict(NumberState.DOUBTFUL), "number doubtful or unread", id="doubtful"),
        pytest.param(
            verdict(NumberState.UNREAD, Decision.RE_PHOTO), "number doubtful or unread", id="unread"
        ),
    ],
)
def test_each_photo_has_one_kind_with_an_aim(found, kind):
    assert kind_of(found) == kind
    assert kind in kinds.AIMS_MS


def test_every_photo_counts_for_its_kind_and_for_all(monkeypatch):
    found = {b"a": NumberState.READ, b"b": NumberState.UNREAD, b"c": NumberState.READ}

    def check(data, *_):
        return SimpleNamespace(verdict=verdict(found[data]))

    monkeypatch.setattr(kinds, "check", check)
    groups = by_kind(list(found), reader=None)
    assert {kind: [one.data for one in group] for kind, group in groups.items()} == {
        "accepted, number read": [b"a", b"c"],
        "number doubtful or unread": [b"b"],
        ALL: [b"a", b"b", b"c"],
    }


def test_the_first_call_is_not_timed(monkeypatch):
    clock = iter([0.0, 0.01, 1.0, 1.03])
    monkeypatch.setattr(kinds, "processor_seconds", lambda: next(clock))
    called = []
    assert median_ms(called.append, [b"a", b"b"]) == pytest.approx(20)
    assert called == [b"a", b"a", b"b"]


@pytest.mark.parametrize(
    ("count", "names"), [(10, "01234"), (5, "01234"), (3, "024"), (2, "03"), (1, "0")]
)
def test_photos_are_spread_over_the_suites_that_are_there(tmp_path, count, names):
    for suite, files in (("one", "01"), ("two", "234")):
        (tmp_path / suite).mkdir()
        rows = [json.dumps({"file": name}) for name in files]
        (tmp_path / suite / "manifest.jsonl").write_text("\n".join(rows), encoding="utf-8")
        for name in files:
            (tmp_path / suite / name).write_text(name, encoding="utf-8")
    suites = [tmp_path / name for name in ("one", "missing", "two")]
    assert b"".join(suite_photos(suites, count)).decode() == names
