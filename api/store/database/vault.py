"""Encryption of pictures, numbers and names at rest: one secret, a derived key for each use.

Sealed values are AES-256-GCM ciphertexts bound to their row: a value moved to another row cannot be
decrypted. Numbers, references and pictures are compared by keyed HMAC, never by an unkeyed hash.
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
    """Encrypts, decrypts and computes keyed hashes with one secret."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._seal = AESGCM(self.key("seal"))
        self._compare = self.key("compare")

    def key(self, purpose: str) -> bytes:
        """Return a derived key of 32 bytes for one purpose."""
        hkdf = HKDF(hashes.SHA256(), SECRET_BYTES, salt=None, info=f"precheck {purpose}".encode())
        return hkdf.derive(self._secret)

    def seal(self, value: bytes, row: str) -> bytes:
        """Encrypt a value for one row, such as `number:01JD…`."""
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
        """Encrypt a JSON value."""
        return self.seal(json.dumps(value).encode(), row)

    def open_json(self, sealed: bytes | None, row: str) -> Any:
        """Decrypt a JSON value; None for None. Raises Tampered."""
        return None if sealed is None else json.loads(self.open(sealed, row))

    def mac(self, kind: str, value: bytes | str | None) -> str | None:
        """Return the keyed HMAC in hex; equal values of different kinds have different HMACs."""
        if value is None:
            return None
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        digest = hmac.HMAC(self._compare, hashes.SHA256())
        digest.update(kind.encode() + b"\0")
        digest.update(data)
        return digest.finalize().hex()


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
    if len(found) != SECRET_BYTES:
        raise BadPolicy(f"secret_file: {file}: not {2 * SECRET_BYTES} hex digits.")
    return found


def _create(file: Path) -> None:
    """Create the file atomically; keep an existing one."""
    if file.exists():
        return
    fresh = file.with_name(
        f"{file.name}.{secrets.token_hex(8)}"
    )  # a process id would be equal in all threads
    with open(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:  # noqa: PTH123 - with a mode
        out.write(secrets.token_hex(SECRET_BYTES))
    with suppress(FileExistsError):  # another process was faster
        file.hardlink_to(fresh)
    fresh.unlink()
