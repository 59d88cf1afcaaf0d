"""What protects pictures, numbers and names at rest: one secret, a key derived for each use.

Sealed values are AES-256-GCM, bound to the row they belong to, so that one moved to another row
does not open. Numbers, references and pictures are compared by keyed HMAC, never by a plain hash.
"""

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from precheck.errors import BadPolicy

SECRET_BYTES = 32
NONCE_BYTES = 12


class Tampered(Exception):
    """A sealed value was changed, moved to another row, or sealed with another secret."""


class Vault:
    """Seals, opens and compares; knows the secret."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._seal = AESGCM(self.key("seal"))
        self._compare = self.key("compare")

    def key(self, purpose: str) -> bytes:
        """Return a key of 32 bytes for one purpose."""
        hkdf = HKDF(hashes.SHA256(), SECRET_BYTES, salt=None, info=f"precheck {purpose}".encode())
        return hkdf.derive(self._secret)

    def seal(self, value: bytes, row: str) -> bytes:
        """Encrypt a value for one row, named as in `number:01JD…`."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._seal.encrypt(nonce, value, row.encode())

    def open(self, sealed: bytes, row: str) -> bytes:
        """Decrypt a row's value. Raises Tampered."""
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return self._seal.decrypt(nonce, rest, row.encode())
        except (InvalidTag, ValueError) as error:
            raise Tampered(row.partition(":")[0]) from error

    def seal_json(self, value: object, row: str) -> bytes:
        """Encrypt what JSON can hold."""
        return self.seal(json.dumps(value).encode(), row)

    def open_json(self, sealed: bytes | None, row: str) -> Any:
        """Decrypt it again; None where there is nothing. Raises Tampered."""
        return None if sealed is None else json.loads(self.open(sealed, row))

    def mac(self, kind: str, value: bytes | str | None) -> str | None:
        """Return a keyed HMAC in hex, by which equals are found; kinds never equal each other."""
        if value is None:
            return None
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        digest = hmac.HMAC(self._compare, hashes.SHA256())
        digest.update(kind.encode() + b"\0")
        digest.update(data)
        return digest.finalize().hex()


def secret(file: Path) -> bytes:
    """Return the secret in the file, 64 hex digits; made there, for this user alone, at first.

    Raises BadPolicy where the file cannot be read or made, or holds something else.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _make(file)
        found = bytes.fromhex(file.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise BadPolicy(f"secret_file: {file}: {error}.") from error
    if len(found) != SECRET_BYTES:
        raise BadPolicy(f"secret_file: {file}: not {2 * SECRET_BYTES} hex digits.")
    return found


def _make(file: Path) -> None:
    """Make the file whole or not at all, and never a second time."""
    if file.exists():
        return
    fresh = file.with_name(f"{file.name}.{secrets.token_hex(8)}")  # threads share a process id
    with open(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:  # noqa: PTH123 - with a mode
        out.write(secrets.token_hex(SECRET_BYTES))
    with suppress(FileExistsError):  # another was first
        file.hardlink_to(fresh)
    fresh.unlink()
