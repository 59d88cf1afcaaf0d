"""What attackers send and look for."""

import http.client
import re
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import requests

from tests.api.desk.people import PASSWORD, TOKEN

KEY, OTHER_KEY, NARROW_KEY = "pk_attacked", "pk_other", "pk_narrow"
"""Keys of two callers, and one of a third for `/check` alone."""
DOCS = Path(__file__).resolve().parents[3] / "docs" / "security.md"
EVIL = "evil.example"
SECRETS = re.compile(r"root:x:0|SQLITE|sqlalchemy|Traceback|secret_key|\bargon2id\b", re.IGNORECASE)


def token_of(session, address):
    return TOKEN.search(session.get(f"{address}/desk/sign-in", timeout=30).text)[1]


def raw(address, method, path, headers=None, body=None):
    """Send a request as it is written, without the client's corrections; return status and text."""
    parts = urlsplit(address)
    with closing(http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)) as connection:
        connection.putrequest(
            method,
            path,
            skip_accept_encoding=True,
            skip_host=headers is not None and "Host" in headers,
        )
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")


def assert_refused(status, text=""):
    assert 400 <= status < 500, (status, text)
    assert not SECRETS.search(text), text


def signed_in(address, name):
    """Return the session of a person who has signed in."""
    session = requests.Session()
    form = {"csrf_token": token_of(session, address), "name": name, "password": PASSWORD}
    answer = session.post(f"{address}/desk/sign-in", data=form, allow_redirects=False, timeout=30)
    assert answer.status_code == 302
    return session


def documented(heading):
    """Return the attempts by kind of a table in the docs."""
    table = DOCS.read_text().partition(f"{heading}\n")[2].partition("\n##")[0]
    return dict(re.findall(r"^\| ([a-z ]+) \| (\d+) \|", table, re.MULTILINE))


def counted(tried):
    """Return the same of what a test tries."""
    return {kind: str(len(tries)) for kind, tries in tried.items()}
