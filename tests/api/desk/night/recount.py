"""Compares what the officers remember with what the store holds: every photo decided once."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import RowMapping, select

from api.store.database.store import Store
from api.store.photos import intake
from api.store.tables.batches import BATCHES, PHOTOS
from api.store.tables.officers import DECISIONS
from tests.api.desk.night.choices import Logged
from tests.api.desk.night.folder import Truth
from tests.api.desk.night.officer import Officer


def faults(store: Store, officers: Sequence[Officer], truths: Mapping[str, Truth]) -> list[str]:
    """Return what is lost, doubled or other than an officer remembers; empty if all is well."""
    with store.reading() as connection:
        photos = connection.execute(select(PHOTOS)).mappings().all()
        decisions = connection.execute(select(DECISIONS)).mappings().all()
        batches = len(connection.execute(select(BATCHES.c.id)).all())
    return [
        *_files(store, photos, batches, truths),
        *_rows(photos, decisions),
        *_remembered(decisions, officers),
    ]


def unreadable_unseen(
    store: Store, officers: Sequence[Officer], truths: Mapping[str, Truth]
) -> int:
    """Return how many photos were accepted unseen that cannot be read."""
    seen = {id_ for one in officers for id_ in one.log}
    with store.reading() as connection:
        photos = connection.execute(select(PHOTOS)).mappings().all()
    files = [intake.open_names(store.vault, row).file for row in photos if row["id"] not in seen]
    return sum(not truths[file].readable for file in files)


def _files(
    store: Store, photos: Sequence[RowMapping], batches: int, truths: Mapping[str, Truth]
) -> list[str]:
    held = Counter(intake.open_names(store.vault, row).file for row in photos)
    found = [f"{name}: {held[name]} photos" for name in truths if held[name] != 1]
    found += [f"{name}: nobody sent this" for name in held - Counter(truths.keys())]
    return found + ([] if batches == 1 else [f"{batches} batches"])


def _rows(photos: Sequence[RowMapping], decisions: Sequence[RowMapping]) -> list[str]:
    of = defaultdict(list)
    for row in decisions:
        of[row["subject_id"]].append(row)
    found = []
    for photo in photos:
        rows = of.pop(photo["id"], [])
        if [row["act"] for row in rows] != ["decide"]:
            found.append(f"{photo['id']}: acts {[row['act'] for row in rows]}")
        elif (rows[0]["decision"], rows[0]["who"]) != (photo["decision"], photo["decided_by"]):
            found.append(f"{photo['id']}: the photo's row and its decision's differ")
    return found + [f"{id_}: a decision on no photo" for id_ in of]


def _remembered(decisions: Sequence[RowMapping], officers: Sequence[Officer]) -> list[str]:
    found = [f"{one.name}: {id_} came again" for one in officers for id_ in one.twice]
    stored = {
        row["subject_id"]: (row["who"], Logged(row["decision"], row["reason"], row["number"]))
        for row in decisions
    }
    for one in officers:
        for id_, logged in one.log.items():
            if stored.pop(id_, None) != (one.name, logged):
                found.append(f"{one.name}: {id_} is not stored as {logged}")
    unseen = Counter(stored.values())
    if unseen != Counter({(one.name, Logged("accept")): one.unseen for one in officers}):
        found.append(f"accepted unseen: {unseen}")
    return found
