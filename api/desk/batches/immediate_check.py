"""Checks a single photo within the request, as the officer waits for the result."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial
from typing import Any

from api.process.capacity import Busy
from api.service import service
from api.work.context import WorkerContext
from api.work.photo_task import check_next
from precheck.answer.as_json import new_id
from precheck.errors import ToolMissing


class CallerThreadExecutor(Executor):
    """Runs tasks in the caller's thread, where tesseract is already loaded."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """Run the task and return its completed future."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **more))
        except Exception as error:  # noqa: BLE001 - the future raises it
            future.set_exception(error)
        return future


def check_now(photo_id: str) -> None:
    """Check the photo; if all cores are busy, a worker checks it later."""
    here = service()
    context = WorkerContext(
        here.settings, here.store, here.office, here.check, CallerThreadExecutor()
    )
    with suppress(Busy, ToolMissing):
        here.capacity.run(partial(check_next, context, new_id(), photo_id))
