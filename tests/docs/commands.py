"""Commands of a page."""

import re


def block(page: str, heading: str, number: int = 0) -> str:
    """Return a block of shell commands under a heading of a page, counted from 0."""
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"```sh\n(.*?)```", section, re.DOTALL)[number]
