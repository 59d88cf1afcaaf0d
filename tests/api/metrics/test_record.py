"""What is counted, and that no label takes a value from outside its list."""

import pytest
from prometheus_client import generate_latest

from api.metrics import record
from api.metrics.definitions import COUNTED
from api.metrics.record import Source, known_codes
from tests.api.fakes import NUMBER
from tests.api.metrics.scraped import risen, scraped
from tests.api.served import SERVED
from tests.api.store.filled import json_answer


def counted():
    return scraped(generate_latest(COUNTED).decode())


def rise_of(count, *arguments):
    before = counted()
    count(*arguments)
    return risen(before, counted())


def answer(**more):
    return {**json_answer(**more), "took_ms": {"decode": 20, "total": 300}}


def test_a_photo_is_counted_once_in_each_metric():
    rise = rise_of(record.photo, Source.BATCH, answer(p_accept=0.04, verdict="re-photo"))
    assert rise["precheck_photos_total{reason=glare,source=batch,type=kk,verdict=re-photo}"] == 1
    assert rise["precheck_numbers_total{kind=kk,state=read}"] == 1
    assert rise["precheck_p_accept_bucket{le=0.05,type=kk}"] == 1
    assert rise["precheck_stage_seconds_sum{source=batch,stage=total}"] == pytest.approx(0.3)
    assert "precheck_stage_seconds_bucket{le=0.25,source=batch,stage=total}" not in rise
    assert rise["precheck_stage_seconds_bucket{le=0.5,source=batch,stage=total}"] == 1
    assert rise["precheck_stage_seconds_count{source=batch,stage=decode}"] == 1


def test_without_a_reason_or_a_number_there_is_none():
    rise = rise_of(record.photo, Source.CHECK, {**answer(), "number": None})
    assert rise["precheck_photos_total{reason=none,source=check,type=kk,verdict=accept}"] == 1
    assert not [name for name in rise if name.startswith("precheck_numbers")]


STRANGE = {
    "type": {"document": {"type": NUMBER}},
    "reason": {"reasons": [{"code": NUMBER}]},
    "verdict": {"verdict": NUMBER},
    "stage": {"took_ms": {NUMBER: 1}},
    "number": {"number": {"kind": NUMBER, "state": NUMBER}},
}


@pytest.mark.parametrize("changed", STRANGE.values(), ids=STRANGE)
def test_no_label_takes_an_unknown_value(changed):
    record.photo(Source.CHECK, {**answer(), **changed})
    assert NUMBER not in str(counted())


def photo_of_a_batch(code):
    record.completed(Source.BATCH, {"answer": None, "error": code})


@pytest.mark.parametrize(
    ("count", "code", "label"),
    [
        (record.refusal, "busy", "code=busy,source=http"),
        (record.refusal, "not_found", "code=not_found,source=http"),
        (record.refusal, NUMBER, "code=other,source=http"),
        (photo_of_a_batch, "locked_pdf", "code=locked_pdf,source=batch"),
    ],
)
def test_refusals_are_counted_by_a_known_code(count, code, label):
    assert rise_of(count, code) == {f"precheck_refusals_total{{{label}}}": 1}


def test_what_rules_take_shares_of_is_shown_from_the_start():
    record.start_at_zero()
    name, shown = "precheck_request_seconds_count", counted()
    for status in ("200", "503"):
        assert f"{name}{{endpoint=check.check,status={status}}}" in shown


def test_every_code_of_an_error_is_known_and_shown_from_the_start():
    record.start_at_zero()
    shown = counted()
    for kind in SERVED:
        assert kind.code in known_codes()
        assert f"precheck_refusals_total{{code={kind.code},source=http}}" in shown
