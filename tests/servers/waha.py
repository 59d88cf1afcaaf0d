"""A stand-in of WAHA: files with a key, sendText, sendImage, and the messages of a chat."""

import hashlib
import hmac
import json
import threading
import time
from collections import deque
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

KEY, HMAC_KEY, SESSION = "waha-key", "waha-hmac", "default"
CHAT = "6281200009001@c.us"


class Waha(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Calls)
        self.sessions = {SESSION: {"status": "WORKING", "config": {"webhooks": [{}]}}}
        self.noticed = []
        self.files, self.sent, self.faults = {}, [], deque()
        self.faults_of_chats = deque()  # status and body of an answer about a chat

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Calls(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.headers.get("X-Api-Key") != KEY:
            self._answer(401, b"")
        elif self.path.startswith("/api/files/"):
            data = self.server.files.get(self.path.rpartition("/")[2])
            self._answer(404 if data is None else 200, data or b"")
        elif self.path.startswith("/api/sessions/"):
            told = self.server.sessions.get(self.path.rpartition("/")[2])
            self._answer(404 if told is None else 200, json.dumps(told).encode())
        elif self.server.faults_of_chats:
            self._answer(*self.server.faults_of_chats.popleft())
        else:
            self._answer(200, json.dumps(self._chat()).encode())

    def _chat(self):
        """Return the last messages of the chat that is asked for, the newest first."""
        asked = urlsplit(self.path)
        chat = unquote(asked.path.split("/")[4])
        limit = int(parse_qs(asked.query)["limit"][0])
        own = [one for one in self.server.sent if one["asked"]["chatId"] == chat]
        shown = ("fromMe", "body", "timestamp")
        return [{name: one[name] for name in shown} for one in own[: -limit - 1 : -1]]

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.endswith(("/sendSeen", "/startTyping")):
            self.server.noticed.append((self.path.rpartition("/")[2], body))
            self._answer(201, b"{}")
            return
        fault = self.server.faults.popleft() if self.server.faults else None
        if self.headers.get("X-Api-Key") != KEY:
            self._answer(401, b"")
        elif fault in (None, "accepted"):
            text = body.get("text", body.get("caption"))
            self.server.sent.append(
                {"fromMe": True, "body": text, "timestamp": int(time.time()), "asked": body}
            )
            told = {"id": f"true_{CHAT}_A{len(self.server.sent)}"}
            self._answer(201 if fault is None else 502, json.dumps(told).encode())
        else:
            self._answer(fault, b"{}")

    def _answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Stay silent."""


@contextmanager
def waha():
    server = Waha()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def signature(body, key=HMAC_KEY):
    return hmac.new(key.encode(), body, hashlib.sha512).hexdigest()


def message(id_="false_X", sender=CHAT, event="message", session=SESSION, **payload):
    content = {"id": id_, "from": sender, "fromMe": False, "timestamp": int(time.time())}
    return {"event": event, "session": session, "payload": content | payload}
