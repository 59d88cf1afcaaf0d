"""Checks one photo of a batch and stores its result."""

import os
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from functools import partial
from typing import Any

from sqlalchemy import RowMapping

from api.metrics import record
from api.metrics.record import Source
from api.process.logs import log
from api.process.stop_signal import HUNG_EXIT_STATUS
from api.store import batches, submissions
from api.store.batches import Origin
from api.store.decisions import lessons
from api.store.photos import answers, intake, leases
from api.store.photos.leases import Lease
from api.submissions import later
from api.submissions.codes import Code
from api.submissions.records.placing import filed_broken, filed_in
from api.submissions.records.rows import Checked, Transaction
from api.work.context import WorkerContext
from precheck.answer.as_json import as_dict
from precheck.answer.sentences import error_message
from precheck.decision.verdict import CheckedPhoto
from precheck.errors import INSTALLATION_ERRORS, PrecheckError
from precheck.options import Options

CHECK_POLL_SECONDS = 0.5
"""Interval of polling a running check."""
MAX_CHECK_SECONDS = 120.0
"""Time after which a check hangs: its process ends and the lease expires."""
STOP_SECONDS = 10.0
"""Time that a stopping process has for its photo before it returns it."""

_Result = tuple[dict[str, Any], int]
"""A photo's columns, and the pages of its file."""


def check_next(
    context: WorkerContext,
    worker: str,
    photo_id: str | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> bool:
    """Check the next waiting photo, or the given one; return False if there is none.

    stopping: whether this process is asked to stop. Raises ToolMissing or BadModel after returning
    the photo to the queue.
    """
    with context.store.writing() as connection:
        lease = leases.take(
            connection, worker, time.time(), context.settings.lease_seconds, photo_id
        )
    if lease is None:
        return False
    task = _task(context, lease.photo)
    if task is not None:
        check = context.executor.submit(partial(context.check, *task, context.office))
        _wait(context, lease, check, stopping)
        _store_outcome(context, lease, task[1], check)
    return True


def _task(context: WorkerContext, photo: RowMapping) -> tuple[bytes, Options] | None:
    """Return the picture and its options; None if the photo was deleted or expired meanwhile."""
    vault = context.store.vault
    with context.store.reading() as connection:
        batch = batches.get(connection, photo["batch_id"])
        file = photo["file_id"] and intake.picture(connection, vault, photo["file_id"])
    if batch is None or file is None:
        return None
    options = Options(
        types=tuple(photo["asked"]),
        lang=batch["lang"],
        attempt=photo["attempt"],
        page=photo["page"],
        likeness=batch["origin"] == Origin.SUBMISSION,
        reference=intake.open_names(vault, photo).reference,
        line=batch["line"],
    )
    return file, options


def _wait(
    context: WorkerContext, lease: Lease, check: Future[CheckedPhoto], stopping: Callable[[], bool]
) -> None:
    """Wait for the check and renew the lease meanwhile."""
    began = renewed = time.monotonic()
    stop_at: float | None = None
    while not wait([check], CHECK_POLL_SECONDS).done:
        now = time.monotonic()
        if now - began > MAX_CHECK_SECONDS:
            os._exit(HUNG_EXIT_STATUS)
        if now - renewed > context.settings.lease_seconds / 3:
            with context.store.writing() as connection:
                leases.renew(connection, lease, time.time(), context.settings.lease_seconds)
            renewed = now
        if stopping():
            stop_at = stop_at or now + STOP_SECONDS
            if now > stop_at:
                _give_back(context, lease)
                os._exit(0)


def _store_outcome(
    context: WorkerContext, lease: Lease, options: Options, check: Future[CheckedPhoto]
) -> None:
    """Store the result or the error."""
    error = check.exception()
    if error is None:
        _complete(context, lease, partial(_answer_columns, context, lease, options, check.result()))
    elif isinstance(error, INSTALLATION_ERRORS):
        _give_back(context, lease)
        raise error
    elif isinstance(error, PrecheckError):
        _complete(context, lease, partial(_error_columns, context, lease, options, error.code))
    else:
        _crashed(context, lease, error)


def _answer_columns(
    context: WorkerContext,
    lease: Lease,
    options: Options,
    result: CheckedPhoto,
    act: Transaction,
) -> _Result:
    """Return the columns of a verdict, filed if it is of a submission, and the file's pages."""
    checked = Checked(result=result, options=options, office=context.office)
    filed = filed_in(act, lease.photo, checked)
    features = {"features": lessons.pack(result.features)}
    if filed is not None:
        return {**features, **filed.columns}, filed.pages
    answer = as_dict(result.verdict, options, context.office, id_=lease.photo["id"])
    limit = context.office.accept_limit(result.verdict.document.type)
    vault = context.store.vault
    values = answers.answer_columns(vault, lease.photo, answer, limit, context.rules.sampling)
    return {**features, **values}, result.verdict.image.pages


def _error_columns(
    context: WorkerContext, lease: Lease, options: Options, code: str, act: Transaction
) -> _Result:
    """Return the columns of a file that cannot be decoded."""
    filed = filed_broken(act, lease.photo, code)
    if filed is not None:
        return filed.columns, 1
    message, _ = error_message(code, context.office.settings.texts[options.lang]) or (None, None)
    return answers.error_columns(lease.photo, code, message), 1


def _complete(
    context: WorkerContext, lease: Lease, result: Callable[[Transaction], _Result]
) -> None:
    """Store the result and, after the first page of a file, add the other pages."""
    store, photo, now = context.store, lease.photo, time.time()
    with store.writing() as connection:
        if not leases.renew(connection, lease, now, context.settings.lease_seconds):
            return  # the lease is lost or the photo deleted
        act = Transaction(connection, store.vault, context.rules, now)
        before = submissions.of_batch(connection, photo["batch_id"], lock=True)
        values, pages = result(act)
        leases.complete(connection, lease, values, now)
        if before is not None and values.get("filing"):
            later.tell_completion(act, before)
            if photo["page"] > 1 and values["filing"] == Code.FILED:
                later.tell_page(act, before, photo, values["slot"])
        if photo["page"] == 1:
            intake.add_pages(connection, store.vault, photo, pages)
    record.completed(Source.BATCH, values)
    log.info(
        "photo",
        id=photo["id"],
        verdict=values.get("verdict"),
        reason=values.get("reason"),
        type=values.get("type"),
        code=values.get("error"),
    )


def _crashed(context: WorkerContext, lease: Lease, error: BaseException) -> None:
    """Set the photo aside for an officer; log no message, which may quote personal data."""
    kind = type(error)
    log.error("crash", id=lease.photo["id"], error=f"{kind.__module__}.{kind.__qualname__}")
    record.photo_without_verdict(Source.BATCH, "crash")
    with context.store.writing() as connection:
        leases.set_aside(connection, lease, "crash", time.time())


def _give_back(context: WorkerContext, lease: Lease) -> None:
    with context.store.writing() as connection:
        leases.give_back(connection, lease)
