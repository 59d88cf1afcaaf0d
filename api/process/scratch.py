"""A folder in memory for files that external programs need, for the life of one process."""

import fcntl
import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - in memory, and the folder is private


def in_memory() -> Path | None:
    """Return the folder whose files are in memory; None if there is no such memory."""
    return SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None


def create(name: str, memory: Path = SHARED_MEMORY) -> Path | None:
    """Create an empty folder in memory for this user alone; None if there is no such memory.

    The process holds it. Folders of this name that an ended process left are removed.
    """
    if not os.access(memory, os.W_OK):
        return None
    _sweep(name, memory)
    while True:
        folder = Path(mkdtemp(prefix=f"{name}-", dir=memory))
        if _hold(folder) and folder.exists():  # otherwise another process has just swept it
            return folder


def remove(folder: Path | None) -> None:
    """Remove the folder and its files."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(name: str, memory: Path) -> None:
    """Remove this user's folders of this name that no process holds."""
    for folder in memory.glob(f"{name}-*"):
        ours = folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.getuid()
        if ours and _hold(folder):
            remove(folder)


def _hold(folder: Path) -> bool:
    """Lock the folder for the life of this process; False if another process holds the lock."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return False
    return True  # the process keeps the handle open
