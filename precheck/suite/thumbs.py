"""Small pictures of shots with the verdict drawn in, for a report in one file."""

from dataclasses import dataclass
from pathlib import Path

from precheck.command import checked
from precheck.options import Options
from precheck.suite.run import office
from precheck.thumbnail import thumbnail

SIDE = 440
"""Pixels of a thumbnail's longer side."""


@dataclass(frozen=True, slots=True)
class Look:
    """Where to look for a shot, and by which settings to judge it."""

    folder: Path
    policy: Path | None = None

    def at(self, file: str) -> str:
        """Return the shot with its overlay as a data URL; empty where it has no answer."""
        _, overlay = checked(self.folder / file, Options(overlay=True), office(self.policy))
        return "" if overlay is None else thumbnail(overlay, SIDE)
