"""What axe finds on a page in light and in dark."""

from axe_playwright_python.sync_playwright import Axe

RULES = {"light": None, "dark": {"runOnly": ["color-contrast"]}}
"""In the dark only colours differ."""


def faults(page):
    """Return axe's reports on the page as it is, in light and in dark; empty if all is well."""
    found = []
    for scheme, options in RULES.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        result = Axe().run(page, options=options)
        if result.violations_count:
            found.append((scheme, result.generate_report()))
    page.emulate_media(color_scheme="light")
    return found
