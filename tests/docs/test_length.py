"""The pages of an office's operator stay short."""

from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
MOST = 1500  # words, cells and rules of tables among them


@pytest.mark.parametrize("page", ["debian", "settings", "access", "whatsapp", "running"])
def test_a_page_by_task_is_short(page):
    assert len((DOCS / f"{page}.md").read_text().split()) < MOST
