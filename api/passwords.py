"""Passwords: argon2id, at the cost that OWASP's Password Storage Cheat Sheet names."""

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from precheck.errors import PrecheckError

SHORTEST, LONGEST = 10, 200
"""Characters (NIST SP 800-63B asks for 8, and for no rules on which characters)."""

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = HASHER.hash("nobody has this password")
"""Compared with where there is no such account, so that this takes as long."""


class BadPassword(PrecheckError):
    """A new password is too short or too long."""

    code = "bad_password"


def hashed(password: str) -> str:
    """Return a new password's hash. Raises BadPassword."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadPassword(f"A password has {SHORTEST} to {LONGEST} characters.")
    return HASHER.hash(password)


def matches(hash_: str | None, password: str) -> bool:
    """Say whether it is the password; always takes the time of one comparison."""
    try:
        right = HASHER.verify(hash_ or NOBODY, password[: LONGEST + 1])
    except VerificationError:
        return False
    return right and hash_ is not None
