"""Wrong passwords, counted by account and origin: they brake whoever guesses, not the owner.

An origin is a network address, or a device on which the account signed in before. What one origin
did wrong brakes that origin. Guesses from many addresses together brake all origins but known
devices, so that nobody shuts an owner out of the device at which the owner works.
"""

from sqlalchemy import ColumnElement, Connection, func, select

from api.store.tables.officers import ACCOUNTS, SIGN_INS

LOCK_SECONDS = 900
"""Time after its latest attempt for which an origin is braked, and its attempts count."""
MAX_OF_ORIGIN = 5
"""Wrong passwords in a row of one origin, after which it is braked."""
MAX_OF_ALL = 20
"""Wrong passwords of all addresses within LOCK_SECONDS, after which every address is braked.

No address alone comes near it; an account is guessed at most 80 times an hour.
"""
CLOCK_SECONDS = 60
"""Difference of the times of concurrent requests, and of the clocks of two machines."""


def begin_attempt(
    connection: Connection, account_id: str, origin: str, now: float, *, known: bool
) -> bool:
    """Count an attempt to sign in; False, and nothing counted, if it is braked.

    It counts before the password is compared, so that attempts at once are not more than allowed.
    origin: of at most 64 characters. known: whether it is a device of earlier sign-ins.
    """
    account = select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == account_id)
    connection.execute(account.with_for_update())  # one attempt after the other, on PostgreSQL too
    if is_braked(connection, account_id, origin, now, known=known):
        return False
    mine = (SIGN_INS.c.account_id == account_id) & (SIGN_INS.c.origin == origin)
    connection.execute(SIGN_INS.delete().where(mine, ~_recent(now)))
    more = SIGN_INS.update().where(mine).values(failed=SIGN_INS.c.failed + 1, at=now)
    if connection.execute(more).rowcount == 0:
        first = {"account_id": account_id, "origin": origin, "known": known, "failed": 1, "at": now}
        connection.execute(SIGN_INS.insert().values(**first))
    return True


def is_braked(
    connection: Connection, account_id: str, origin: str, now: float, *, known: bool
) -> bool:
    """Return whether the origin may not try now."""
    of_origin = _failed(connection, account_id, SIGN_INS.c.origin == origin, now)
    return of_origin >= MAX_OF_ORIGIN or (not known and is_locked(connection, account_id, now))


def is_locked(connection: Connection, account_id: str, now: float) -> bool:
    """Return whether the account opens on known devices alone."""
    return _failed(connection, account_id, ~SIGN_INS.c.known, now) >= MAX_OF_ALL


def succeeded(connection: Connection, account_id: str, origin: str) -> None:
    """Forget what this origin did wrong. Other origins stay braked: they may be a guesser's."""
    mine = (SIGN_INS.c.account_id == account_id) & (SIGN_INS.c.origin == origin)
    connection.execute(SIGN_INS.delete().where(mine))


def forget(connection: Connection, account_id: str) -> None:
    """End every brake of the account."""
    connection.execute(SIGN_INS.delete().where(SIGN_INS.c.account_id == account_id))


def purge(connection: Connection, now: float) -> None:
    """Delete what no longer counts."""
    connection.execute(SIGN_INS.delete().where(~_recent(now)))


def _failed(connection: Connection, account_id: str, which: ColumnElement[bool], now: float) -> int:
    query = select(func.sum(SIGN_INS.c.failed)).where(
        SIGN_INS.c.account_id == account_id, which, _recent(now)
    )
    return connection.scalar(query) or 0


def _recent(now: float) -> ColumnElement[bool]:
    """Return what counts now. A time that lies ahead was written before the clock was set back."""
    return SIGN_INS.c.at.between(now - LOCK_SECONDS, now + CLOCK_SECONDS)
