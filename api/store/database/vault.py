"""Encryption of pictures, numbers and names at rest: one key, a derived key for each use.

Sealed values are AES-256-GCM ciphertexts bound to their row: a value moved to another row cannot be
decrypted. Numbers, references and pictures are compared by keyed HMAC, never by an unkeyed hash.
"""

import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12


class Tampered(Exception):
    """A sealed value was changed, moved to another row, or sealed with another key."""


class Vault:
    """Encrypts, decrypts and computes keyed hashes with one key."""

    def __init__(self, key: bytes) -> None:
        self.root = key
        self._seal = AESGCM(self.key("seal"))
        self._compare = self.key("compare")

    def key(self, purpose: str) -> bytes:
        """Return a derived key of 32 bytes for one purpose."""
        hkdf = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"precheck {purpose}".encode())
        return hkdf.derive(self.root)

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
