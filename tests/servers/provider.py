"""A stand-in for an OpenID Connect provider, on an address that is another site than 127.0.0.1."""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

ADDRESS = "127.0.0.2"
CLIENT_ID, CLIENT_SECRET = "desk", "hidden words"
KEY = rsa.generate_private_key(65537, 2048)


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value):
    return encoded(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class Provider:
    """Vouches at once for the person it is told, with claims that a test may change."""

    def __init__(self, issuer):
        self.issuer = issuer
        self.claims = {"preferred_username": "sri"}
        self.header = {}
        self.refuses = None
        self.asks = False
        """Whether it shows a page, from which the person goes on."""
        self.signs_with = KEY
        self._asked = {}

    def configuration(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def keys(self):
        public = KEY.public_key().public_numbers()
        one = {"kty": "RSA", "kid": "1", "use": "sig", "n": number(public.n), "e": number(public.e)}
        return {"keys": [one]}

    def authorize(self, query):
        """Return the address to lead back to."""
        if self.refuses:
            back = {"error": self.refuses, "state": query["state"]}
        else:
            code = secrets.token_urlsafe()
            self._asked[code] = query
            back = {"code": code, "state": query["state"]}
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def token(self, form, authorization):
        """Return the token for a code, which counts once, from the client that asked for it."""
        asked = self._asked.pop(form["code"])
        challenge = encoded(hashlib.sha256(form["code_verifier"].encode()).digest())
        assert (asked["code_challenge"], asked["code_challenge_method"]) == (challenge, "S256")
        basic = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        assert authorization == f"Basic {basic}"
        assert asked["redirect_uri"] == form["redirect_uri"]
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "1",
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 60,
            "nonce": asked["nonce"],
            **self.claims,
        }
        return {"access_token": "a", "token_type": "Bearer", "id_token": self._signed(claims)}

    def _signed(self, claims):
        header = {"alg": "RS256", "kid": "1", **self.header}
        text = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
        if header["alg"] == "none":
            return f"{text}."
        signature = self.signs_with.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{text}.{encoded(signature)}"


class Answer(BaseHTTPRequestHandler):
    def do_GET(self):
        provider, address = self.server.provider, urlsplit(self.path)
        if address.path == "/authorize":
            query = {name: one for name, (one,) in parse_qs(address.query).items()}
            self._lead(provider.authorize(query), asks=provider.asks)
        elif address.path == "/keys":
            self._tell(provider.keys())
        else:
            self._tell(provider.configuration())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: one for name, (one,) in parse_qs(body).items()}
        self._tell(self.server.provider.token(form, self.headers["Authorization"]))

    def _lead(self, back, *, asks):
        if asks:
            return self._send(f'<a href="{html.escape(back)}">go on</a>', "text/html")
        self.send_response(302)
        self.send_header("Location", back)
        self.send_header("Content-Length", "0")
        return self.end_headers()

    def _tell(self, what):
        self._send(json.dumps(what), "application/json")

    def _send(self, text, kind):
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Stay silent."""


@contextmanager
def provider():
    """Serve until the block ends; yields the provider."""
    with ThreadingHTTPServer((ADDRESS, 0), Answer) as server:
        server.provider = Provider(f"http://{ADDRESS}:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server.provider
        server.shutdown()
        thread.join()
