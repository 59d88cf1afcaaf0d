"""Reports in a real browser: both sizes, by day and by night."""

from contextlib import contextmanager

from tests.servers.axe import SIZES, faults


def faults_of(browser, path):
    """Return what axe finds, errors of the page, and sizes at which it is too wide."""
    problems = []
    with opened(browser, path, problems) as page:
        return faults(page, SIZES) + problems


@contextmanager
def opened(browser, path, problems):
    """Yield a page of a file; collect its errors and any request."""
    page = browser.new_page()
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda r: r.url.startswith(("file:", "data:")) or problems.append(r.url))
    page.goto(path.as_uri())
    yield page
    page.close()
