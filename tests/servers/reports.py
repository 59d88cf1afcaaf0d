"""Reports in a real browser: both sizes, by day and by night."""

from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe

SIZES = ({"width": 1440, "height": 900}, {"width": 390, "height": 800})


def faults_of(browser, path):
    """Return what axe finds, errors of the page, and sizes at which it is too wide."""
    faults = []
    with opened(browser, path, faults) as page:
        for size in SIZES:
            page.set_viewport_size(size)
            if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
                faults.append(("too wide", size))
            found = Axe().run(page)
            if found.violations_count:
                faults.append((size, found.generate_report()))
        page.emulate_media(color_scheme="dark")
        found = Axe().run(page, options={"runOnly": ["color-contrast"]})
        if found.violations_count:
            faults.append(("dark", found.generate_report()))
    return faults


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
