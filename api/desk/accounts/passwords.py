"""Password hashing: argon2id with the parameters of OWASP's Password Storage Cheat Sheet."""

import secrets
from http import HTTPStatus

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from api.desk.accounts.bilingual import Bilingual
from api.errors import ServiceError

MIN_LENGTH, MAX_LENGTH = 10, 200
"""Characters. NIST SP 800-63B requires 8, and advises against rules on kinds of characters."""

FIRST_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Characters of generated passwords: none that look like another."""
FIRST_GROUPS, FIRST_GROUP_LENGTH = 3, 4
"""Of a generated password; 59 bits."""

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
DUMMY_HASH = HASHER.hash("nobody has this password")
"""Compared for unknown accounts, so that they take as long as known ones."""


class BadPassword(Bilingual, ServiceError):
    """A new password is too short or too long."""

    code = "bad_password"
    status = HTTPStatus.BAD_REQUEST


def hash_password(password: str) -> str:
    """Return the hash of a new password. Raises BadPassword."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise BadPassword(
            f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters.",
            f"Kata sandi terdiri dari {MIN_LENGTH} sampai {MAX_LENGTH} karakter.",
        )
    return HASHER.hash(password)


def new_hash(password: str, old: str) -> str:
    """Return the hash of a password that replaces another. Raises BadPassword."""
    if password == old:
        raise BadPassword(
            "Choose another password than the old one.",
            "Pilih kata sandi yang lain dari yang lama.",
        )
    return hash_password(password)


def first_password() -> str:
    """Return a random password to be read out or copied once, and changed by its owner."""
    groups = (
        "".join(secrets.choice(FIRST_ALPHABET) for _ in range(FIRST_GROUP_LENGTH))
        for _ in range(FIRST_GROUPS)
    )
    return "-".join(groups)


def matches(hash_: str | None, password: str) -> bool:
    """Return whether the password has this hash, in the time of one comparison also for None."""
    try:
        right = HASHER.verify(hash_ or DUMMY_HASH, password[: MAX_LENGTH + 1])
    except VerificationError:
        return False
    return right and hash_ is not None
