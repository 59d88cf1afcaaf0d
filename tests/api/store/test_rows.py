"""The class of each table's rows has the columns of the table."""

from dataclasses import fields

import pytest

from api.store.accounts import Account
from api.store.channels.stored import StoredConversation, StoredMessage, StoredReply
from api.store.channels.threads import Thread
from api.store.submissions import Submission
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS
from api.store.tables.officers import ACCOUNTS
from api.store.tables.submissions import SUBMISSIONS
from api.store.tables.threads import THREADS

OF_EARLIER_VERSIONS = {"failed", "locked_until"}
"""Columns that stay for programs of an earlier version, while they run beside."""


@pytest.mark.parametrize(
    ("row", "table"),
    [
        (Account, ACCOUNTS),
        (StoredConversation, CONVERSATIONS),
        (StoredMessage, CHANNEL_MESSAGES),
        (StoredReply, CHANNEL_REPLIES),
        (Submission, SUBMISSIONS),
        (Thread, THREADS),
    ],
)
def test_a_row_has_the_columns_of_its_table(row, table):
    columns = set(table.columns.keys()) - OF_EARLIER_VERSIONS
    assert {one.name for one in fields(row)} == columns
