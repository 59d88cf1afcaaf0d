"""Callers of `/check` who go on whatever happens, and note each answer."""

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

PAUSE_SECONDS = 0.5
"""Between two calls of one caller; the batch is to get on too."""


@dataclass(frozen=True)
class Call:
    """What one call brought; times are of `time.monotonic()`."""

    began: float
    ended: float
    outcome: str
    """`accept` or `re-photo`; else the status and the code of the error, or how it was cut."""


@contextmanager
def calling(
    session: requests.Session, url: str, photo: bytes, callers: int
) -> Iterator[list[Call]]:
    """Call until the block ends; yields the list that grows."""
    calls: list[Call] = []
    over = threading.Event()

    def call() -> None:
        while not over.wait(PAUSE_SECONDS):
            began = time.monotonic()
            outcome = _outcome(session, url, unlike(photo))
            calls.append(Call(began, time.monotonic(), outcome))

    threads = [threading.Thread(target=call) for _ in range(callers)]
    for thread in threads:
        thread.start()
    try:
        yield calls
    finally:
        over.set()
        for thread in threads:
            thread.join()


def unlike(photo: bytes) -> bytes:
    """Return a file of the same picture that the service has not had."""
    return photo + secrets.token_bytes(16)


def trusting(authority: Path, key: str) -> requests.Session:
    """Return a session that calls with the key and trusts the proxy's certificate."""
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {key}"
    session.verify, session.trust_env = str(authority), False
    return session


def _outcome(session: requests.Session, url: str, photo: bytes) -> str:
    try:
        answer = session.post(f"{url}/check", files={"image": ("kk.jpg", photo)}, timeout=60)
    except requests.RequestException as error:
        return f"cut: {type(error).__name__}"
    try:
        said = answer.json()
    except requests.JSONDecodeError:
        return f"{answer.status_code} of the proxy"
    return said["verdict"] if answer.ok else f"{answer.status_code} {said['code']}"
