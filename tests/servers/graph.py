"""A stand-in of the Graph API, written from its public interface: media, messages, statuses.

Its media have addresses that expire, its statuses are posted to the office's webhook, signed.
Faults are injected by call: "address", "bytes", "upload" and "messages".
"""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections import defaultdict, deque
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from queue import SimpleQueue

import requests

TOKEN, SECRET, VERIFY = "EAAspecimen", "app-secret", "verify-me"
NUMBER = "106540352249001"
SENDER = "628120000{:04}"
CITIZEN = SENDER.format(9001)


class Graph(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Calls)
        self.webhook = None
        self.media, self.addresses, self.uploads = {}, {}, []
        self.lifetime = 300.0  # seconds of an address
        self.faults = defaultdict(deque)
        self.fault_of = lambda call: self.faults[call].popleft() if self.faults[call] else None
        self.verified = {"application": "https://HOST/channels/cloud"}
        self.heads, self.token = [], TOKEN  # no token: whoever calls is answered
        self.read = []
        self.calls, self.sent, self.sent_at, self.hosts = [], [], [], []
        self.numbers, self.lock = count(1), threading.Lock()
        self.statuses = SimpleQueue()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, *_):
        """Stay silent about callers that hang up."""

    def add_media(self, data, **told):
        """Keep a file; told: what the address says of it instead of the truth."""
        id_ = f"{next(self.numbers):015}"
        self.media[id_] = (data, told)
        return id_

    def texts(self):
        return [body["text"]["body"] for body in self.sent]

    def emit_statuses(self):
        """Post the statuses of accepted messages until told to stop."""
        while (body := self.statuses.get()) is not None:
            for status in ("sent", "delivered"):
                change = {"id": "wamid.X", "status": status, "recipient_id": body["to"]}
                change["biz_opaque_callback_data"] = body["biz_opaque_callback_data"]
                deliver(self.webhook, statuses(change))


class Calls(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet an answer

    def do_GET(self):
        self.body = b""
        path = self.path.partition("?")[0].strip("/")
        call = "bytes" if path.startswith("file/") else "address"
        if not self._faulty(call):
            getattr(self, f"_{call}")(path.split("/")[-1])

    def do_POST(self):
        self.body = self.rfile.read(int(self.headers["Content-Length"]))
        call = {"media": "upload", "messages": "messages"}[self.path.split("/")[-1]]
        if call == "messages" and json.loads(self.body).get("status") == "read":
            call = "read"
        if not self._faulty(call):
            getattr(self, f"_{call}")()

    def _faulty(self, call):
        self.server.calls.append(call)
        self.server.heads.append(self.headers.get("X-Evil"))
        if self.server.token and self.headers.get("Authorization") != f"Bearer {self.server.token}":
            self._answer(401, {"error": {"code": 190}})
            return True
        fault = self.server.fault_of(call)
        if fault is None:
            return False
        name, *given = fault if isinstance(fault, tuple) else (fault,)
        getattr(self, f"_fault_{name}")(*given)
        return True

    def _address(self, id_):
        if id_ == NUMBER:
            node = {"id": NUMBER, "display_phone_number": "6281200009999"}
            return self._answer(200, node | {"webhook_configuration": self.server.verified})
        if id_ not in self.server.media:
            return self._answer(400, {"error": {"code": 100}})
        data, told = self.server.media[id_]
        one = f"{next(self.server.numbers)}"
        self.server.addresses[one] = (data, time.monotonic() + self.server.lifetime)
        digest = hashlib.sha256(data).hexdigest()
        truth = {"sha256": digest, "file_size": len(data), "mime_type": "image/jpeg", "id": id_}
        return self._answer(200, {"url": f"{self.server.url}/file/{one}", **truth, **told})

    def _bytes(self, one):
        data, until = self.server.addresses[one]
        if time.monotonic() > until:
            return self._answer(404, {})
        return self._answer(200, data)

    def _upload(self):
        self.server.uploads.append(self.body)
        self._answer(200, {"id": f"{next(self.server.numbers):015}"})

    def _messages(self):
        self._accept()
        self._answer(200, {"messages": [{"id": "wamid.X", "message_status": "accepted"}]})

    def _read(self):
        self.server.read.append(json.loads(self.body))
        self._answer(200, {"success": True})

    def _accept(self):
        content = json.loads(self.body)
        with self.server.lock:
            self.server.sent.append(content)
            self.server.sent_at.append(time.time())
        if self.server.webhook:
            self.server.statuses.put(content)

    def _fault_status(self, status, headers=(), code=None):
        self._answer(status, {"error": {"code": code}}, headers)

    def _fault_accepted(self, status):
        """Accept the message, but answer as if not; status None: hang up."""
        self._accept()
        self._fault_cut() if status is None else self._answer(status, {})

    def _fault_cut(self):
        self.close_connection = True
        self.connection.close()

    def _fault_redirect(self, to):
        self._answer(302, {}, [("Location", to)])

    def _fault_address(self, url):
        self._answer(200, {"url": url, "file_size": 2})

    def _fault_endless(self):
        self._stream(b"x" * 65536, 0)

    def _fault_drip(self):
        self._stream(b"x", 0.05)

    def _fault_oversized(self):
        self._answer(200, b"", [("Content-Length", "999999999")], length=False)

    def _fault_packed(self):
        self._answer(200, b"packed", [("Content-Encoding", "gzip")])

    def _stream(self, chunk, pause):
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        try:
            while True:
                self.wfile.write(chunk)
                self.wfile.flush()
                time.sleep(pause)
        except OSError:
            return

    def _answer(self, status, content, headers=(), *, length=True):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if length:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Stay silent."""


@contextmanager
def graph(*, emitting=False):
    """Serve until the block ends; emitting: post statuses to `webhook`, which is set later."""
    server = Graph()
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,))]
    threads += [threading.Thread(target=server.emit_statuses) for _ in range(2 if emitting else 0)]
    for thread in threads:
        thread.start()
    try:
        yield server
    finally:
        for _ in threads[1:]:
            server.statuses.put(None)
        server.shutdown()
        for thread in threads:
            thread.join()
        server.server_close()


def signature(body, secret=SECRET):
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def deliver(url, content, patience=60.0):
    """Post a delivery, signed, until it is taken: at least once."""
    body = json.dumps(content).encode()
    headers = {"X-Hub-Signature-256": signature(body), "Content-Type": "application/json"}
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            if requests.post(url, body, headers=headers, timeout=30).status_code == 200:
                return
        except requests.RequestException:
            pass
        time.sleep(0.1)
    raise TimeoutError


def value(number=NUMBER, **content):
    metadata = {"display_phone_number": "6281200009999", "phone_number_id": number}
    inner = {"messaging_product": "whatsapp", "metadata": metadata, **content}
    change = {"field": "messages", "value": inner}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


def messages(*all_, number=NUMBER):
    return value(number, messages=list(all_))


def statuses(*all_, number=NUMBER):
    return value(number, statuses=list(all_))


def message(id_, sender=CITIZEN, type_="text", at=None, **body):
    """Return one message; body: of its type."""
    at = int(time.time() if at is None else at)
    return {"from": sender, "id": id_, "timestamp": str(at), "type": type_, type_: body}


def text(id_, body="halo", **given):
    return message(id_, **given) | {"text": {"body": body}}


def image(id_, media_id, data=None, **given):
    content = {"id": media_id, "mime_type": "image/jpeg", "caption": "KK"}
    if data is not None:
        content["sha256"] = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return message(id_, type_="image", **given) | {"image": content}


def choice(id_, chosen, title, **given):
    reply = {"type": "list_reply", "list_reply": {"id": chosen, "title": title}}
    return message(id_, type_="interactive", **given) | {"interactive": reply}
