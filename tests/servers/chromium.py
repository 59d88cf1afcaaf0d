"""Debian's Chromium that has no window, which reaches this machine alone."""

from contextlib import contextmanager

from playwright.sync_api import sync_playwright

PROGRAM = "/usr/bin/chromium-headless-shell"
ARGUMENTS = (
    "--no-sandbox",  # which root and containers cannot have
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE 127.0.0.2",
)


@contextmanager
def chromium():
    """Yield a browser until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def another(browser, *more):
    """Yield one beside a browser that runs. more: further arguments of its command line."""
    beside = browser.browser_type.launch(executable_path=PROGRAM, args=[*ARGUMENTS, *more])
    yield beside
    beside.close()
