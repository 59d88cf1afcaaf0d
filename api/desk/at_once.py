"""A single picture is checked at once, where it came in: its officer looks at the screen."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial
from typing import Any

from api.capacity import Busy
from api.service import service
from api.work.photo import take
from api.work.tools import Tools
from precheck.errors import ToolMissing
from precheck.render import new_id


class Here(Executor):
    """Does what it is given in the caller's own thread, where tesseract is loaded already."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """Do it, and return its future, which is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **more))
        except Exception as error:  # noqa: BLE001 - who asks for the result meets it
            future.set_exception(error)
        return future


def check(photo_id: str) -> None:
    """Take the photo to its result; where all cores are busy, a worker does so later."""
    here = service()
    tools = Tools(here.settings, here.store, here.office, here.check, Here())
    with suppress(Busy, ToolMissing):
        here.capacity.run(partial(take, tools, new_id(), photo_id))
