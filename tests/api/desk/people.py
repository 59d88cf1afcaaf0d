"""People at the desk: each with an account and a client with cookies."""

import re
from functools import cache

from api.desk.accounts.passwords import hash_password
from api.store import accounts
from api.store.accounts import Role
from tests.api.store.filled import NOW

PASSWORD = "correct horse"
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


@cache
def hash_():
    return hash_password(PASSWORD)


class Desk:
    """A service with its people."""

    def __init__(self, app):
        self.app = app
        self.store = app.extensions["precheck"].store

    def account(self, name, role=Role.OFFICER):
        with self.store.writing() as connection:
            return accounts.add(connection, name, role, hash_(), NOW)

    def row(self, id_):
        with self.store.reading() as connection:
            return accounts.get(connection, id_)

    def guest(self):
        return Visitor(self.app.test_client())

    def person(self, name="sri", role=Role.OFFICER):
        """Make an account and sign in with it."""
        self.account(name, role)
        visitor = self.guest()
        assert visitor.sign_in(name).status_code == 302
        return visitor


class Visitor:
    """One browser."""

    def __init__(self, client):
        self.client = client

    def get(self, path, **more):
        return self.client.get(f"/desk{path}", **more)

    def token(self):
        return TOKEN.search(self.get("/sign-in").text)[1]

    def post(self, path, /, **data):
        return self.client.post(f"/desk{path}", data={"csrf_token": self.token(), **data})

    def send(self, path, /, **data):
        """Post JSON as the pages' scripts do."""
        headers = {"X-CSRFToken": self.token()}
        return self.client.post(f"/desk{path}", json=data, headers=headers)

    def sign_in(self, name, password=PASSWORD):
        return self.post("/sign-in", name=name, password=password)

    def signed_in(self):
        return self.get("/password").status_code == 200
