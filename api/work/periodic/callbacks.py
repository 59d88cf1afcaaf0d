"""Posts officers' decisions on hand-overs and submissions to the caller's URL, signed."""

import hashlib
import hmac
import json
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy.exc import SQLAlchemyError

from api.outgoing.addresses import Network, Refused, literal
from api.outgoing.calls import Caller, NoAnswer
from api.outgoing.origins import origin
from api.process.logs import log
from api.settings import Settings
from api.store.database.fault_log import log_unavailable
from api.store.database.store import Store
from api.store.decisions import callbacks
from api.store.decisions.callbacks import DueCallback
from api.store.photos import intake
from precheck.answer.as_json import Json

SIGNATURE_HEADER = "X-Precheck-Signature"
POST_SECONDS = 15.0
"""Maximum time of one post."""
RESERVATION_SECONDS = 600.0
"""Time during which no other process posts the same callback."""


class CallbackSender:
    """Posts due callbacks in a thread of its own, so that a slow receiver delays nothing else."""

    def __init__(self, store: Store, url: str, secret: str, private: Sequence[Network]) -> None:
        self._store = store
        self._caller = Caller(frozenset((origin(url),)), (*literal(url), *private))
        self._url = url
        self._secret = secret.encode()
        self._thread = ThreadPoolExecutor(1, "callbacks")
        self._round: Future[None] | None = None

    @classmethod
    def of(cls, settings: Settings, store: Store) -> "CallbackSender | None":
        """Return a sender; None without a callback URL."""
        if settings.callback_url is None or settings.callback_secret is None:
            return None
        secret = settings.callback_secret.get_secret_value()
        return cls(store, settings.callback_url, secret, settings.callback_networks)

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
            log_unavailable(error)

    def _post(self, one: DueCallback) -> int | None:
        """Return the HTTP status of the answer; None without an answer."""
        names = intake.open_names(self._store.vault, one.photo)
        return self.send(json.dumps(callback_body(one, names.reference)).encode())

    def send(self, body: bytes) -> int | None:
        """Post a body, signed; return the HTTP status, None without an answer or where refused."""
        headers = {
            "Content-Type": "application/json",
            SIGNATURE_HEADER: signature(self._secret, body),
        }
        try:
            return self._caller.call(
                "POST", self._url, headers=headers, data=body, seconds=POST_SECONDS
            ).status
        except NoAnswer:
            return None
        except Refused as refused:
            log.error("call refused", code=refused.code)
            return None

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
