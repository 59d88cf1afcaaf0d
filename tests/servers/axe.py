"""What axe finds on a page: all its rules, in light and in dark, at each size."""

from axe_playwright_python.base import AXE_SCRIPT

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 800}
SIZES = (DESKTOP, PHONE)
SCHEMES = ("dark", "light")

FAULTS = """() => axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, nodes.map((one) => [one.html, one.failureSummary])]))"""


def faults(page, sizes=(None,)):
    """Return what axe finds, and sizes that the page is wider than; empty if all is well.

    sizes: None leaves the page's size as it is. A page looked at twice is loaded once.
    """
    found = []
    for size in sizes:
        if size is not None:
            page.set_viewport_size(size)
        width = page.viewport_size["width"]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append((width, "too wide"))
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if not page.evaluate("'axe' in window"):
                page.evaluate(AXE_SCRIPT)
            found += [(width, scheme, *fault) for fault in page.evaluate(FAULTS)]
    return found
