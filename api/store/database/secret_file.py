"""The file of the secret that opens the database."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from api.store.database.vault import KEY_BYTES
from precheck.errors import BadPolicy


def load_secret(file: Path) -> bytes:
    """Return the secret in the file of 64 hex digits; create it for this user alone if missing.

    Raises BadPolicy if the file cannot be read or created, or has other content.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _create(file)
        found = bytes.fromhex(file.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise BadPolicy(f"secret_file: {file}: {error}.") from error
    if len(found) != KEY_BYTES:
        raise BadPolicy(f"secret_file: {file}: not {2 * KEY_BYTES} hex digits.")
    return found


def _create(file: Path) -> None:
    """Create the file atomically; keep an existing one."""
    if file.exists():
        return
    fresh = _write(file)
    with suppress(FileExistsError):  # another process was faster
        file.hardlink_to(fresh)
    fresh.unlink()


def _write(file: Path) -> Path:
    """Write a new secret to the disk, readable by this user alone, under a name of its own."""
    fresh = file.with_name(
        f"{file.name}.{secrets.token_hex(8)}"
    )  # a process id would be equal in all threads
    with open(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:  # noqa: PTH123 - with a mode
        out.write(secrets.token_hex(KEY_BYTES))
        out.flush()
        os.fsync(out.fileno())
    return fresh


@contextmanager
def replaced(file: Path) -> Iterator[bytes]:
    """Yield a new secret; if the block succeeds, it replaces the one in the file, atomically.

    Raises BadPolicy if the folder cannot be written.
    """
    try:
        fresh = _write(file)
    except OSError as error:
        raise BadPolicy(f"secret_file: {file.parent}: {error}.") from error
    try:
        yield bytes.fromhex(fresh.read_text(encoding="ascii"))
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
