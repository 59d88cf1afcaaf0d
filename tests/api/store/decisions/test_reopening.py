"""A decision that is replaced: the caller learns the new one."""

import pytest
from sqlalchemy import select

from api.store.batches import Origin
from api.store.decisions.decision import Act, AlreadyDecided
from api.store.decisions.reopening import Reopening, Why, decide_again
from api.store.tables.batches import PHOTOS
from api.store.tables.officers import POSTS
from tests.api.store.filled import NOW, batch, done, json_answer, photo
from tests.api.store.officers import ACCEPT, RE_PHOTO, decide


def test_the_caller_learns_the_new_decision_and_a_sent_message_is_due_again(store):
    id_ = done(store, batch(store, origin=Origin.HANDOVER), json_answer(0.5))
    decide(store, id_, ACCEPT)
    of = Reopening(photo_id=id_, instead_of=photo(store, id_)["decision_id"], why=Why.OTHER)
    with store.writing() as connection:
        connection.execute(PHOTOS.update().values(sent_at=NOW, sent_by="sri"))
        new = decide_again(connection, store.vault, of, RE_PHOTO, Act.begin("ani", NOW + 99))
        due = connection.scalars(select(POSTS.c.decision_id).where(POSTS.c.next_at.is_not(None)))
        assert list(due) == [new]
        with pytest.raises(AlreadyDecided):
            decide_again(connection, store.vault, of, ACCEPT, Act.begin("ani", NOW))
    assert photo(store, id_)["sent_at"] is None
