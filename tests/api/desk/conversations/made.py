"""A conversation that an officer holds."""

import time

from sqlalchemy import select

from api.store.channels import conversations, threads
from api.store.channels.conversations import Address
from api.store.channels.threads import CITIZEN, NewMessage, NewThread
from api.store.tables.channels import CONVERSATIONS

CITIZENS = "6281290009001"


def thread(store, *texts, channel="cloud", file=None, line="kk"):
    """Open a thread with these messages of the citizen; return its id."""
    now, address = time.time(), Address(channel=channel, number_id="1", sender=CITIZENS)
    with store.writing() as connection:
        conversations.wake(connection, store.vault, address, now, now)
        mine = CONVERSATIONS.c.sender_mac == address.mac(store.vault)
        conversation_id = connection.scalar(select(CONVERSATIONS.c.id).where(mine))
        connection.execute(CONVERSATIONS.update().values(next_at=None))
        new = NewThread(conversation_id=conversation_id, lang="id", line=line)
        id_ = threads.begin(connection, new, now)
        for text in texts:
            message = NewMessage(author=CITIZEN, text=text)
            threads.add(connection, store.vault, id_, message, now)
        if file is not None:
            message = NewMessage(author=CITIZEN, kind="image", file=file)
            threads.add(connection, store.vault, id_, message, now)
    return id_
