"""Every link of a document leads to a file, a folder or a heading that is there."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LISTED = subprocess.run(
    ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
)
LINK = re.compile(r'\]\(([^)\s]+)\)|src="([^"]+)"')
LINKS = [
    (document, "".join(link))
    for document in LISTED.stdout.split()
    for link in LINK.findall((ROOT / document).read_text())
    if "://" not in "".join(link)
]


def anchors(document):
    """Return the anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def test_there_are_links():
    assert len({document for document, _ in LINKS}) > 5


@pytest.mark.parametrize(("document", "link"), LINKS)
def test_a_link_leads_somewhere(document, link):
    name, _, anchor = link.partition("#")
    file = (ROOT / document).parent / name if name else ROOT / document
    assert file.exists()
    assert not anchor or anchor in anchors(file)
