"""A database with many photos: 90 days of them, decided but for the last two days."""

import random
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection
from ulid import ULID

from api.store.database.store import Store
from api.store.database.vault import Vault
from api.store.photos import name_index
from api.store.photos.intake import Names
from api.store.tables.batches import BATCHES, FILES, PHOTOS
from api.store.tables.officers import DECISIONS
from precheck.answer.as_json import new_id

DAYS, DAY_SECONDS, UNDECIDED_DAYS = 90, 86400.0, 2
PHOTOS_PER_BATCH = 400
ROWS_AT_ONCE = 2000
REASONS = ("glare", "blur", "cropping", "dark", "shadow", "too_small", "occlusion")
MEASURES = {
    code: {"value": 0.123, "unit": "share of text area", "outcome": "ok", "at_most": 0.5}
    for code in (*REASONS, "noise", "perspective", "overexposed", "low_contrast", "legibility")
}
VERSION = {"service": "1.0.0", "models": "2026-11", "policy": "default"}


def fill(store: Store, photos: int, now: float) -> None:
    """Add `photos` photos to an empty database, the last of them a moment before `now`."""
    drawn = random.Random(65)
    times = [now - DAYS * DAY_SECONDS * (1 - (at + 1) / (photos + 1)) for at in range(photos)]
    for begin in range(0, photos, ROWS_AT_ONCE):
        with store.writing() as connection:
            part = range(begin, min(begin + ROWS_AT_ONCE, photos))
            rows = _rows(connection, store.vault, [(at, times[at]) for at in part], now, drawn)
            _insert(connection, list(rows))
    name_index.seal(store)  # as a worker does every ten minutes


def _insert(
    connection: Connection, rows: list[tuple[dict[str, Any], dict[str, Any] | None]]
) -> None:
    if rows:
        connection.execute(PHOTOS.insert(), [photo for photo, _ in rows])
    decisions = [decision for _, decision in rows if decision is not None]
    if decisions:
        connection.execute(DECISIONS.insert(), decisions)


def _rows(
    connection: Connection,
    vault: Vault,
    part: list[tuple[int, float]],
    now: float,
    drawn: random.Random,
) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """Yield each photo with its decision, the oldest first; add their batches.

    part: places from 0, the first one that of a batch's first photo, and times of upload.
    """
    batch_id = ""
    for at, added in part:
        if at % PHOTOS_PER_BATCH == 0:
            batch_id = _batch(connection, vault, added)
        decided = added < now - UNDECIDED_DAYS * DAY_SECONDS
        photo = _photo(vault, batch_id, at, added, drawn)
        decision = _decide(photo, added, drawn) if decided else None
        if not decided:
            photo["file_id"] = _file(connection, vault, batch_id, photo["file_mac"])
        yield photo, decision


def _batch(connection: Connection, vault: Vault, at: float) -> str:
    id_ = new_id()
    connection.execute(
        BATCHES.insert().values(
            id=id_,
            created_at=at,
            closed_at=at,
            owner="desk",
            origin="desk",
            rank=2,
            lang="id",
            line="kk",
            sealed_name=vault.seal_json(f"malam {at:.0f}", f"name:{id_}"),
        )
    )
    return id_


def _file(connection: Connection, vault: Vault, batch_id: str, mac: str) -> str:
    id_ = new_id()
    row = {"id": id_, "batch_id": batch_id, "file_mac": mac}
    connection.execute(FILES.insert().values(sealed_bytes=vault.seal(b"-", f"file:{id_}"), **row))
    return id_


def _photo(
    vault: Vault, batch_id: str, at: int, added: float, drawn: random.Random
) -> dict[str, Any]:
    id_, p = str(ULID.from_timestamp(added)), round(drawn.random() ** 0.4, 4)
    verdict = "accept" if p >= 0.5 else "re-photo"
    reason = None if verdict == "accept" else drawn.choice(REASONS)
    phone = f"0812{at % 3_000_000 + 90_000_000:08}"
    names = Names(file=f"IMG-{at:06}.jpg", folder=phone, reference=phone)
    doubtful = 0.1 < p < 0.8
    state = drawn.choice(("read", "read", "read", "doubtful"))
    type_ = drawn.choice(("kk", "ktp", "akta_kelahiran"))
    photo = {
        "id": id_,
        "batch_id": batch_id,
        "file_id": None,
        "file_mac": f"{at:064x}",
        "page": 1,
        "position": at % PHOTOS_PER_BATCH + 1,
        "added_at": added,
        "rank": 2,
        "asked": [],
        "sealed_names": vault.seal_json(asdict(names), f"names:{id_}"),
        "reference_mac": vault.mac("reference", phone),
        "attempt": 1,
        "state": "done",
        "attempts": 1,
        "done_at": added + 30,
        "verdict": verdict,
        "next": "done",
        "type": type_,
        "reason": reason,
        "p_accept": p,
        "number_state": state,
        "number_masked": f"3514********{at % 10000:04}",
        "sureness": abs(p - 0.5) * 2,
        "for_officer": doubtful,
        "sampled": False,
        "sampling_probability": 1.0 if doubtful else 0.02,
        "queue_reason": "verdict_doubtful" if doubtful else None,
        **dict.fromkeys(("decision", "decision_id", "decision_reason", "message"), None),
        **dict.fromkeys(("decided_by", "decided_at", "sent_at", "sent_by"), None),
        "service": "1.0.0",
        "policy": "default",
        "took_ms": drawn.randint(60, 400),
    }
    return photo | {"answer": _answer(photo)}


def _answer(photo: dict[str, Any]) -> dict[str, Any]:
    """Return the answer that the photo's columns are copied from, of the usual size."""
    reason, number = photo["reason"], {"state": photo["number_state"]}
    return {
        **{name: photo[name] for name in ("id", "verdict", "p_accept")},
        "notes": [],
        "message": "Terima kasih.",
        "reasons": [] if reason is None else [{"code": reason, "covers": "number", "share": 0.4}],
        "document": {
            "type": photo["type"],
            "confidence": 0.98,
            "quad": None,
            "turn": 0,
            "others": [],
        },
        "number": {"kind": "kk", **number, "masked": "3514********9001", "box": None},
        "measures": MEASURES,
        "image": {"width": 1600, "height": 1200, "pages": 1},
        "took_ms": {"total": 92},
        "version": VERSION,
    }


def _decide(photo: dict[str, Any], added: float, drawn: random.Random) -> dict[str, Any]:
    """Decide the photo and return the decision: one of twenty differs from the verdict."""
    other = {"accept": "re-photo", "re-photo": "accept"}[photo["verdict"]]
    decision = other if drawn.random() < 0.05 else photo["verdict"]
    reason = None if decision == "accept" else photo["reason"] or "blur"
    at, who = added + 3600, drawn.choice(("ani", "budi", "sri"))
    id_ = new_id()
    photo |= {"decision": decision, "decision_id": id_, "decision_reason": reason}
    photo |= {"message": "Mohon maaf, fotonya buram.", "decided_by": who, "decided_at": at}
    photo |= {"sent_at": at, "sent_by": who} if drawn.random() < 0.99 else {}
    names = ("batch_id", "type", "verdict", "p_accept", "sampled", "sampling_probability")
    return {
        "id": id_,
        "at": at,
        "act": "decide",
        "group_id": id_,
        "who": who,
        "line": "kk",
        "subject": "photo",
        "subject_id": photo["id"],
        "decision": decision,
        "reason": reason,
        **{name: photo["answer"][name] for name in ("reasons", "measures", "version")},
        **{name: photo[name] for name in names},
    }
