"""Error pages of the desk."""

import sqlite3

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError


@pytest.mark.parametrize("path", ["/conversations", "/", "/queue"])
def test_who_is_signed_in_is_told_that_the_database_is_away(desk, sri, path):
    def fail(*_):
        raise OperationalError(None, None, sqlite3.OperationalError("disk I/O error"))

    event.listen(desk.store.engine, "before_cursor_execute", fail)
    answer = sri.get(path)
    event.remove(desk.store.engine, "before_cursor_execute", fail)
    assert answer.status_code == 503
    assert "<code>busy</code>" in answer.text
    assert sri.signed_in()
