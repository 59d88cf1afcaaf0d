"""The folder's upload over an office's line, which breaks off twice."""

from pathlib import Path

from playwright.sync_api import expect

from tests.api.desk.night.officer import Officer
from tests.servers.line import Line


def begin(officer: Officer, folder: Path, line: Line, cuts: tuple[float, float]) -> None:
    """Upload until the second cut, after which the page gives up and waits for somebody.

    cuts: shares of the folder after which the line breaks off, for a moment and for longer than
    the page tries.
    """
    page = officer.page
    said = page.locator("#upload .said")
    size = sum(file.stat().st_size for file in folder.rglob("*.jpg"))
    page.goto("/desk/home")
    line.mend(cuts[0] * size)
    officer.drop(folder)
    expect(said).to_contain_text("mencoba lagi")
    line.mend((cuts[1] - cuts[0]) * size)
    expect(said).not_to_contain_text("mencoba lagi")
    expect(page.get_by_role("button", name="Lanjutkan")).to_be_visible()
    line.mend()


def go_on(officer: Officer, folder: Path) -> None:
    """Drop the folder once more in a new window, and send the rest."""
    page = officer.page
    page.goto("/desk/home")
    officer.drop(folder)
    expect(page.get_by_role("button", name="Lanjutkan")).to_be_focused()
    officer.press("Enter", "go on with the upload")
    page.wait_for_url("**/batches/*")
