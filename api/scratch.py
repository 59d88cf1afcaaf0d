"""A folder in memory for what foreign programs must have as files, emptied at every start."""

import fcntl
import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - memory, and the folder in it is ours alone


def in_memory(name: str, memory: Path = MEMORY) -> Path | None:
    """Make an empty folder of this name in memory, for this user alone; None without such memory.

    What a killed process left there is removed. A folder that is someone else's is refused.
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
    """Mark the folder as in use as long as this process lives; False where another does so."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return False
    return True  # closed with the process


def sweep(name: str, memory: Path = MEMORY) -> None:
    """Remove what killed processes left in folders whose names begin so, and nobody holds."""
    for folder in memory.glob(f"{name}-*-{os.getuid()}"):
        if folder.is_dir() and not folder.is_symlink() and hold(folder):
            remove(folder)


def remove(folder: Path | None) -> None:
    """Remove the folder with all that is in it."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
