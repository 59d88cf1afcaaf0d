"""Posts officers' decisions on hand-overs and submissions to the caller's URL, signed."""

import hashlib
import hmac
import json
import time
from concurrent.futures import Future, ThreadPoolExecutor

import requests
from sqlalchemy.exc import SQLAlchemyError

from api.process.logs import log
from api.settings import Settings
from api.store.database.store import Store
from api.store.decisions import callbacks
from api.store.decisions.callbacks import DueCallback
from api.store.photos import intake
from precheck.answer.as_json import Json

SIGNATURE_HEADER = "X-Precheck-Signature"
POST_TIMEOUT_SECONDS = (5, 10)
"""To connect, and for the answer."""
RESERVATION_SECONDS = 600.0
"""Time during which no other process posts the same callback."""


class CallbackSender:
    """Posts due callbacks in a thread of its own, so that a slow receiver delays nothing else."""

    def __init__(self, store: Store, url: str, secret: str) -> None:
        self._store = store
        self._url = url
        self._secret = secret.encode()
        self._thread = ThreadPoolExecutor(1, "callbacks")
        self._round: Future[None] | None = None

    @classmethod
    def of(cls, settings: Settings, store: Store) -> "CallbackSender | None":
        """Return a sender; None without a callback URL."""
        if settings.callback_url is None or settings.callback_secret is None:
            return None
        return cls(store, settings.callback_url, settings.callback_secret.get_secret_value())

    def deliver_due(self, now: float) -> None:
        """Start posting the due callbacks unless the last round still runs."""
        if self._round is None or self._round.done():
            self._round = self._thread.submit(self._deliver, now)

    def _deliver(self, now: float) -> None:
        try:
            with self._store.writing() as connection:
                due = callbacks.due(connection, now, hold=RESERVATION_SECONDS)
            for one in due:
                self._record(one, self._post(one))
        except SQLAlchemyError as error:
            log.error("database", error=type(error).__qualname__)

    def _post(self, one: DueCallback) -> int | None:
        """Return the HTTP status of the answer; None without an answer."""
        names = intake.open_names(self._store.vault, one.photo)
        body = json.dumps(callback_body(one, names.reference)).encode()
        headers = {
            "Content-Type": "application/json",
            SIGNATURE_HEADER: signature(self._secret, body),
        }
        try:
            answer = requests.post(
                self._url,
                body,
                headers=headers,
                timeout=POST_TIMEOUT_SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException:
            return None
        return answer.status_code

    def _record(self, one: DueCallback, status: int | None) -> None:
        log.info("post", id=one.decision_id, status=status)
        with self._store.writing() as connection:
            if status is not None and 200 <= status < 300:
                callbacks.mark_delivered(connection, one, status, time.time())
            else:
                callbacks.mark_failed(connection, one, status, time.time())

    def close(self) -> None:
        """Finish the callback under way and end the thread."""
        self._thread.shutdown(cancel_futures=True)


def callback_body(one: DueCallback, reference: str | None) -> Json:
    """Return the JSON object that reports a decision. It holds no number."""
    photo = one.photo
    return {
        "id": one.decision_id,
        "event": "decision",
        "batch": None if photo["submission"] else photo["batch_id"],
        "submission": photo["submission"],
        "slot": photo["slot"],
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
    """Return the signature header's value: HMAC-SHA256 of the body in hex, as WhatsApp does."""
    return f"sha256={hmac.new(secret, body, hashlib.sha256).hexdigest()}"
