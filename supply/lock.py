"""The lock of all that the service runs with, its drivers included."""

import re
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements-servers.txt"
PIN = re.compile(r"^[a-z0-9-]+(?:\[[a-z0-9,-]+\])?==[^\\\n]+", re.MULTILINE)


def pins() -> Iterator[Requirement]:
    """Yield the pinned packages, also those of other systems and Pythons."""
    for line in PIN.findall(LOCK.read_text(encoding="utf-8")):
        yield Requirement(line)


def names_here() -> list[str]:
    """Return the names of the packages that are installed on this system and Python."""
    return [pin.name for pin in pins() if pin.marker is None or pin.marker.evaluate()]
