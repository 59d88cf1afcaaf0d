"""Counts what happens. Values that no label may have are counted as `other`."""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from functools import cache
from http import HTTPStatus
from typing import Any

from api.metrics import definitions as metric
from precheck.decision.verdict import Code, Decision
from precheck.errors import PrecheckError
from precheck.number.result import NumberState
from precheck.office.documents import number_kinds
from precheck.options import TYPES

REPLY_CODES = frozenset(
    {"2", "130429", "131000", "131016", "131026", "131042", "131047", "131048", "131049"}
    | {"131051", "131053", "131056", "133004", "no_answer", "no_number", "window_closed"}
)
"""Codes of failed replies that are counted by name (`api/channels/cloud/remedies.py`)."""
STAGE_NAMES = ("decode", "locate", "measure", "read", "total")
DECISIONS, REASONS, NUMBER_STATES = (
    frozenset(map(str, one)) for one in (Decision, Code, NumberState)
)


class Source(StrEnum):
    """Where a photo came from."""

    CHECK = "check"
    SUBMISSION = "submission"
    """Checked at once, in a call or a chat."""
    BATCH = "batch"
    """Checked by a worker, also of a submission."""


def photo(source: Source, answer: Mapping[str, Any]) -> None:
    """Count a photo with a verdict. answer: the contract's object."""
    type_ = _one_of(TYPES, answer["document"]["type"])
    reason = _one_of(REASONS, answer["reasons"][0]["code"]) if answer["reasons"] else "none"
    metric.PHOTOS.labels(source, _one_of(DECISIONS, answer["verdict"]), reason, type_).inc()
    metric.P_ACCEPT.labels(type_).observe(answer["p_accept"])
    for stage in answer["took_ms"].keys() & set(STAGE_NAMES):
        metric.STAGES.labels(source, stage).observe(answer["took_ms"][stage] / 1000)
    if number := answer["number"]:
        kind = _one_of(set(number_kinds().values()), number["kind"])
        metric.NUMBERS.labels(kind, _one_of(NUMBER_STATES, number["state"])).inc()


def completed(source: Source, columns: Mapping[str, Any]) -> None:
    """Count a photo that is stored, by its columns: its answer, or its error."""
    if columns.get("answer") is not None:
        photo(source, columns["answer"])
    elif columns.get("error") is not None:
        photo_without_verdict(source, columns["error"])


def photo_without_verdict(source: Source, code: str) -> None:
    """Count a stored photo that could not be checked."""
    metric.REFUSALS.labels(source, _one_of(known_codes(), code)).inc()


def refusal(code: str) -> None:
    """Count a request that was answered with an error."""
    metric.REFUSALS.labels("http", _one_of(known_codes(), code)).inc()


def reject(place: str) -> None:
    """Count a call that found all places of a kind taken."""
    metric.REJECTS.labels(place).inc()


def request(endpoint: str, status: int, seconds: float) -> None:
    """Count a request. endpoint: a name of the URL map."""
    metric.REQUESTS.labels(endpoint, str(status)).observe(seconds)


def worker_death() -> None:
    """Count a worker of batches that died."""
    metric.WORKER_DEATHS.labels("batch").inc()


def reply_failure(code: str, outcome: str) -> None:
    """Count a reply that failed. outcome: `again`, `template` or `failed`."""
    metric.REPLY_FAILURES.labels(_one_of(REPLY_CODES, code), outcome).inc()


def start_at_zero() -> None:
    """Show the counters of what goes wrong from the start, so that their first rise is seen."""
    for place in ("checks", "pictures", "uploads", "database", "threads"):
        metric.REJECTS.labels(place)
    for code in (*_codes(PrecheckError), "internal_server_error"):
        metric.REFUSALS.labels("http", code)
    for code in (*_codes(PrecheckError), "crash"):
        metric.REFUSALS.labels(Source.BATCH, code)
    for status in (HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE):  # of alert rules
        metric.REQUESTS.labels("check.check", str(int(status)))
    for code in (*REPLY_CODES, "other"):
        metric.REPLY_FAILURES.labels(code, "failed")
    metric.WORKER_DEATHS.labels("batch")


@cache
def known_codes() -> frozenset[str]:
    """Return every code that an error can have."""
    names = {status.phrase.lower().replace(" ", "_") for status in HTTPStatus}
    return frozenset({*names, *_codes(PrecheckError), "crash", "dead"})


def _codes(kind: type[PrecheckError]) -> Iterator[str]:
    for one in kind.__subclasses__():
        if "code" in vars(one):  # the base of the service's errors has none
            yield one.code
        yield from _codes(one)


def _one_of(known: Collection[str], value: str) -> str:
    return str(value) if value in known else "other"
