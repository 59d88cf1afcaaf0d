"""Password hashing: argon2id with the parameters of OWASP's Password Storage Cheat Sheet."""

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from precheck.errors import PrecheckError

MIN_LENGTH, MAX_LENGTH = 10, 200
"""Characters. NIST SP 800-63B requires 8, and advises against rules on kinds of characters."""

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
DUMMY_HASH = HASHER.hash("nobody has this password")
"""Compared for unknown accounts, so that they take as long as known ones."""


class BadPassword(PrecheckError):
    """A new password is too short or too long."""

    code = "bad_password"


def hash_password(password: str) -> str:
    """Return the hash of a new password. Raises BadPassword."""
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise BadPassword(f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters.")
    return HASHER.hash(password)


def matches(hash_: str | None, password: str) -> bool:
    """Return whether the password has this hash, in the time of one comparison also for None."""
    try:
        right = HASHER.verify(hash_ or DUMMY_HASH, password[: MAX_LENGTH + 1])
    except VerificationError:
        return False
    return right and hash_ is not None
