"""One Chromium per process that renders HTML to pictures and word boxes.

It runs in a thread of its own: Playwright's synchronous interface allows one instance a thread, and
a caller may have another.
"""

import atexit
import base64
import os
import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from specimens.arrays import Picture, as_picture

PROGRAM = "/usr/bin/chromium-headless-shell"
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-lcd-text",
    "--font-render-hinting=none", "--hide-scrollbars",
)  # fmt: skip
SCRIPT = (Path(__file__).parent / "prepare.js").read_text(encoding="utf-8")
PAGES_PER_BROWSER = 200
"""Pages after which the browser is restarted, which bounds its memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedWord:
    """One word in the browser's layout."""

    text: str
    field: str
    must_read: bool
    rect: tuple[float, float, float, float]
    """x, y, width, height of its line box in pixels."""
    layer: int
    """Channel of `RenderedPage.ink` that contains the word."""
    reach: tuple[float, float]
    """Margin around the line box in which its ink is searched, x and y, in box heights."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RenderedPage:
    """A page rendered by the browser."""

    pixels: Picture
    """H × W × 3, BGR: the whole page."""
    ink: Picture
    """H × W × 3: the text alone on white; each channel holds the words of one layer."""
    words: tuple[PlacedWord, ...]
    zoom: float
    """Scale at which the content fits the sheet."""


class _Browser:
    """The thread that owns the browser, and its queue of work."""

    def __init__(self) -> None:
        self.work: queue.SimpleQueue[tuple[Any, Future[Any]] | None] = queue.SimpleQueue()
        self.thread = threading.Thread(target=self._run, daemon=True, name="chromium")
        self.thread.start()

    def _run(self) -> None:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  # a tool, not served

        with sync_playwright() as playwright:
            browser, page, session, pages = None, None, None, 0
            while (job := self.work.get()) is not None:
                arguments, answer = job
                try:
                    if browser is None or pages >= PAGES_PER_BROWSER:
                        if browser is not None:
                            browser.close()
                        browser = playwright.chromium.launch(
                            executable_path=PROGRAM, args=list(ARGUMENTS)
                        )
                        page = browser.new_page()
                        session = page.context.new_cdp_session(page)
                        pages = 0
                    pages += 1
                    answer.set_result(_render(page, session, *arguments))
                except BaseException as error:  # noqa: BLE001  # raised in the caller's thread
                    browser = None
                    answer.set_exception(error)
            if browser is not None:
                browser.close()

    def close(self) -> None:
        """Stop the browser and its thread."""
        self.work.put(None)
        self.thread.join(10)


_browsers: dict[int, _Browser] = {}


def _browser() -> _Browser:
    process = os.getpid()
    if process not in _browsers:
        _browsers[process] = _Browser()
        atexit.register(close)
    return _browsers[process]


def close() -> None:
    """Stop this process's browser, if one was started."""
    browser = _browsers.pop(os.getpid(), None)
    if browser is not None:
        browser.close()


def render(html: str, size_px: tuple[int, int]) -> RenderedPage:
    """Render a page."""
    answer: Future[RenderedPage] = Future()
    _browser().work.put(((html, size_px), answer))
    return answer.result()


def _render(page: Any, session: Any, html: str, size_px: tuple[int, int]) -> RenderedPage:
    width, height = size_px
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(html)
    found = page.evaluate(SCRIPT)
    pixels = _shot(session)
    page.evaluate("document.body.className = 'print'")
    words = tuple(
        PlacedWord(
            text=word["text"], field=word["field"], must_read=word["must"],
            rect=tuple(word["rect"]), layer=word["layer"], reach=tuple(word["reach"]),
        )
        for word in found["words"]
    )  # fmt: skip
    return RenderedPage(pixels=pixels, ink=_shot(session), words=words, zoom=found["zoom"])


def _shot(session: Any) -> Picture:
    answer = session.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
    data = np.frombuffer(base64.b64decode(answer["data"]), np.uint8)
    return as_picture(cv2.imdecode(data, cv2.IMREAD_COLOR))
