"""Paths of members and files: which are safe to follow, and how they are shown."""

import os
import re
from pathlib import Path

DRIVE = re.compile(r"[A-Za-z]:")


def printable(name: str) -> str:
    """Return a name as text that can be shown and stored: nothing invisible, no broken bytes."""
    clean = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in clean)


def shown(path: Path) -> str:
    """Return a path as text that can be shown and stored."""
    return printable(os.fspath(path))


def safe(member: str) -> str | None:
    """Return a member's path with forward slashes; None where it leads out or is no path."""
    path = member.replace("\\", "/")
    parts = path.split("/")
    wrong = path.startswith("/") or DRIVE.match(path) or not set(parts).isdisjoint({"", ".", ".."})
    return None if wrong or printable(path) != path else path
