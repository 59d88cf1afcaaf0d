"""Thumbnails of shots with the verdict drawn in, embedded in the HTML report."""

from dataclasses import dataclass
from pathlib import Path

from precheck.answer.overlay import thumbnail
from precheck.command import check_file
from precheck.options import Options
from precheck.suite.check_shots import load_office

SUITE_THUMBNAIL_PX = 440
"""Longer side."""


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """Folder and policy of a suite's shots."""

    folder: Path
    policy: Path | None = None

    def data_url(self, file: str) -> str:
        """Check the shot again; return it with its overlay, or "" after an error."""
        options, office = Options(overlay=True), load_office(self.policy)
        _, overlay = check_file(self.folder / file, options, office)
        return "" if overlay is None else thumbnail(overlay, SUITE_THUMBNAIL_PX)
