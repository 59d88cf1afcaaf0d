"""A folder in memory for files that external programs need; emptied at every start."""

import fcntl
import os
import shutil
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - in memory, and the folder is private


def create(name: str, memory: Path = SHARED_MEMORY) -> Path | None:
    """Create an empty folder in memory for this user alone; None if there is no such memory.

    Files of a killed process are removed. Raises PermissionError if another user owns the folder.
    """
    if not os.access(memory, os.W_OK):
        return None
    folder = memory / f"{name}-{os.getuid()}"
    if folder.is_symlink() or (folder.exists() and folder.stat().st_uid != os.getuid()):
        raise PermissionError(f"{folder} is not ours: remove it.")
    remove(folder)
    folder.mkdir(mode=0o700)
    return folder


def hold(folder: Path) -> bool:
    """Lock the folder for the life of this process; False if another process holds the lock."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return False
    return True  # the process keeps the handle open


def sweep(name: str, memory: Path = SHARED_MEMORY) -> None:
    """Remove the folders of this name that no process holds."""
    for folder in memory.glob(f"{name}-*-{os.getuid()}"):
        if folder.is_dir() and not folder.is_symlink() and hold(folder):
            remove(folder)


def remove(folder: Path | None) -> None:
    """Remove the folder and its files."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
