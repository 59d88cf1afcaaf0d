"""Officers who claim, decide and undo."""

from api.store.decisions import recording, undoing
from api.store.decisions.decision import Act, StoredDecision
from api.store.photos import claims
from api.store.photos.claims import QueuePosition
from tests.api.store.filled import NOW

ACCEPT, RE_PHOTO = (
    StoredDecision(decision="accept"),
    StoredDecision(decision="re-photo", reason="blur"),
)


def claim(store, who, now=NOW, **more):
    with store.writing() as connection:
        row = claims.claim_next(connection, who, now, QueuePosition(**more))
        return row and row["id"]


def decide(store, id_, ruling=ACCEPT, who="sri", now=NOW):
    act = Act.begin(who, now)
    with store.writing() as connection:
        recording.decide(connection, store.vault, id_, ruling, act)
    return act


def undo(store, act, now=NOW + 1):
    with store.writing() as connection:
        return undoing.undo(connection, store.vault, act.group_id, Act.begin("sri", now))
