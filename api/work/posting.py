"""Posts officers' decisions on hand-overs to the caller's address, signed."""

import hashlib
import hmac
import json
import time
from concurrent.futures import Future, ThreadPoolExecutor

import requests
from sqlalchemy.exc import SQLAlchemyError

from api.logs import log
from api.settings import Settings
from api.store import Store, intake, posts
from api.store.posts import Due
from precheck.render import Json

SIGNATURE = "X-Precheck-Signature"
TIMEOUT = (5, 10)
"""Seconds to connect, and for the answer."""
HOLD = 600.0
"""Seconds that what is being posted is kept from others."""


class Postman:
    """Posts what is due in a thread of its own: a slow receiver holds up nothing."""

    def __init__(self, store: Store, url: str, secret: str) -> None:
        self._store = store
        self._url = url
        self._secret = secret.encode()
        self._thread = ThreadPoolExecutor(1, "post")
        self._round: Future[None] | None = None

    @classmethod
    def of(cls, settings: Settings, store: Store) -> "Postman | None":
        """Return one where there is an address to post to."""
        if settings.callback_url is None or settings.callback_secret is None:
            return None
        return cls(store, settings.callback_url, settings.callback_secret.get_secret_value())

    def deliver(self, now: float) -> None:
        """Begin to post what is due, unless a round is under way."""
        if self._round is None or self._round.done():
            self._round = self._thread.submit(self._deliver, now)

    def _deliver(self, now: float) -> None:
        try:
            with self._store.writing() as connection:
                due = posts.due(connection, now, hold=HOLD)
            for one in due:
                self._note(one, self._post(one))
        except SQLAlchemyError as error:
            log.error("database", error=type(error).__qualname__)

    def _post(self, one: Due) -> int | None:
        """Return the status of the answer; None where there is none."""
        names = intake.names(self._store.vault, one.photo)
        body = json.dumps(told(one, names.reference)).encode()
        headers = {"Content-Type": "application/json", SIGNATURE: signature(self._secret, body)}
        try:
            answer = requests.post(
                self._url, body, headers=headers, timeout=TIMEOUT, allow_redirects=False
            )
        except requests.RequestException:
            return None
        return answer.status_code

    def _note(self, one: Due, status: int | None) -> None:
        log.info("post", id=one.decision_id, status=status)
        with self._store.writing() as connection:
            if status is not None and 200 <= status < 300:
                posts.posted(connection, one, status, time.time())
            else:
                posts.failed(connection, one, status, time.time())

    def close(self) -> None:
        """End after what is under way."""
        self._thread.shutdown(cancel_futures=True)


def told(one: Due, reference: str | None) -> Json:
    """Return what the caller hears of a decision. No number is in it."""
    photo = one.photo
    return {
        "id": one.decision_id,
        "event": "decision",
        "batch": photo["batch_id"],
        "photo": photo["id"],
        "check": photo["check_id"],
        "reference": reference,
        "line": photo["line"],
        "decision": photo["decision"],
        "reason": photo["decision_reason"],
        "message": photo["message"],
        "decided_at": photo["decided_at"],
    }


def signature(secret: bytes, body: bytes) -> str:
    """Return what the header tells of a body, as WhatsApp does: HMAC-SHA256 in hex."""
    return f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}"
