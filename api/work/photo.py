"""One photo, from the ledger to its one result."""

import os
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import RowMapping

from api.logs import log
from api.store import answers, batches, intake, ledger
from api.store.ledger import Leased
from api.work.tools import Tools
from precheck.check import Answer
from precheck.errors import UNREADY, PrecheckError
from precheck.options import Options
from precheck.render import Json, as_dict
from precheck.sentences import apology

TICK = 0.5
"""Seconds between two looks at a check that still runs."""
LONGEST = 120.0
"""Seconds after which a check hangs: its process ends, and the ledger counts a death."""
PATIENCE = 10.0
"""Seconds that a stopping process goes on with its photo before it gives it back."""
HUNG = 70
"""Exit status of a process whose check hangs."""


@dataclass(frozen=True, slots=True)
class Order:
    """A photo to check, and how."""

    data: bytes = field(repr=False)
    options: Options


def never() -> bool:
    """Say that this process goes on."""
    return False


def take(
    tools: Tools, worker: str, photo_id: str | None = None, stopping: Callable[[], bool] = never
) -> bool:
    """Take the next photo, or the one named, to its result; False where there is none.

    Raises ToolMissing or BadModel, the photo given back.
    """
    with tools.store.writing() as connection:
        leased = ledger.lease(
            connection, worker, time.time(), tools.settings.lease_seconds, photo_id
        )
    if leased is None:
        return False
    order = _order(tools, leased.photo)
    if order is not None:
        check = tools.bench.submit(partial(tools.check, order.data, order.options, tools.office))
        _wait(tools, leased, check, stopping)
        _settle(tools, leased, order.options, check)
    return True


def _order(tools: Tools, photo: RowMapping) -> Order | None:
    """Return what is to be checked; None where it was deleted or expired just now."""
    vault = tools.store.vault
    with tools.store.reading() as connection:
        batch = batches.get(connection, photo["batch_id"])
        file = photo["file_id"] and intake.picture(connection, vault, photo["file_id"])
    if batch is None or file is None:
        return None
    options = Options(
        types=tuple(photo["asked"]),
        lang=batch["lang"],
        attempt=photo["attempt"],
        page=photo["page"],
        reference=intake.names(vault, photo).reference,
        line=batch["line"],
    )
    return Order(file, options)


def _wait(
    tools: Tools, leased: Leased, check: Future[Answer], stopping: Callable[[], bool]
) -> None:
    """Wait for the check and keep the photo's lease meanwhile."""
    began = renewed = time.monotonic()
    stop_at: float | None = None
    while not wait([check], TICK).done:
        now = time.monotonic()
        if now - began > LONGEST:
            os._exit(HUNG)
        if now - renewed > tools.settings.lease_seconds / 3:
            with tools.store.writing() as connection:
                ledger.renew(connection, leased, time.time(), tools.settings.lease_seconds)
            renewed = now
        if stopping():
            stop_at = stop_at or now + PATIENCE
            if now > stop_at:
                _give_back(tools, leased)
                os._exit(0)


def _settle(tools: Tools, leased: Leased, options: Options, check: Future[Answer]) -> None:
    """Write what became of the photo."""
    error = check.exception()
    if error is None:
        _answered(tools, leased, options, check.result())
    elif isinstance(error, UNREADY):
        _give_back(tools, leased)
        raise error
    elif isinstance(error, PrecheckError):
        texts = tools.office.settings.texts[options.lang]
        message, _ = apology(error, texts) or (None, None)
        _complete(tools, leased, answers.unreadable(leased.photo, error.code, message))
    else:
        _crashed(tools, leased, error)


def _answered(tools: Tools, leased: Leased, options: Options, answer: Answer) -> None:
    told = as_dict(answer.verdict, options, tools.office, id_=leased.photo["id"])
    limit = tools.office.accept_limit(answer.verdict.document.type)
    values = answers.columns(tools.store.vault, leased.photo, told, limit, tools.sampling)
    _complete(tools, leased, values, told)


def _complete(
    tools: Tools, leased: Leased, values: dict[str, Any], told: Json | None = None
) -> None:
    """Write the result, and the pages that a file's first page tells of, in one."""
    store, photo = tools.store, leased.photo
    with store.writing() as connection:
        if not ledger.complete(connection, leased, values, time.time()):
            return  # another worker has it by now, or it was deleted
        if told is not None and photo["page"] == 1:
            image: Any = told["image"]
            intake.add_pages(connection, store.vault, photo, image["pages"])
    log.info(
        "photo",
        id=photo["id"],
        verdict=values.get("verdict"),
        reason=values.get("reason"),
        type=values.get("type"),
        code=values.get("error"),
    )


def _crashed(tools: Tools, leased: Leased, error: BaseException) -> None:
    """Set the photo aside for an officer. What the error says may tell what is in the photo."""
    kind = type(error)
    log.error("crash", id=leased.photo["id"], error=f"{kind.__module__}.{kind.__qualname__}")
    with tools.store.writing() as connection:
        ledger.set_aside(connection, leased, "crash", time.time())


def _give_back(tools: Tools, leased: Leased) -> None:
    with tools.store.writing() as connection:
        ledger.give_back(connection, leased)
