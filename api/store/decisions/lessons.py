"""What a decision teaches: the features of `p_accept`, and a pseudonym of who sent the photo.

No picture and no number. `unlearning.py` deletes it.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, RowMapping, select

from api.store.database.vault import Vault
from api.store.decisions import history
from api.store.decisions.unlearning import sender_mac
from api.store.photos import intake
from api.store.tables.officers import DECISIONS, LESSONS

FLOATS = np.dtype("<f8")
DECISION_COLUMNS = (
    *("id", "at", "who", "subject_id", "type", "officer_type", "decision", "reason", "reasons"),
    *("verdict", "p_accept", "version", "sampled", "sampling_probability"),
)


def pack(features: Sequence[float]) -> bytes | None:
    """Return the features as the database keeps them; None for none."""
    return np.asarray(features, FLOATS).tobytes() if len(features) else None


def unpack(packed: bytes) -> NDArray[np.float64]:
    """Return the features in the order of `features.DIRECTIONS`."""
    return np.frombuffer(packed, FLOATS).astype(np.float64)


def keep(
    connection: Connection, vault: Vault, photo: RowMapping, decision_id: str, at: float
) -> None:
    """Keep what the decision on a photo teaches, if anything.

    A new decision after the picture is gone teaches what the earlier one did.
    """
    if photo["features"] is not None:
        names = intake.open_names(vault, photo)
        mac = sender_mac(vault, names.reference or names.sender)
        taught = {"features": photo["features"], "sender_mac": mac}
    else:
        of_photo = select(LESSONS.c.features, LESSONS.c.sender_mac).where(
            LESSONS.c.photo_id == photo["id"]
        )
        earlier = connection.execute(of_photo.limit(1)).mappings().first()
        if earlier is None:
            return
        taught = dict(earlier)
    row = {"decision_id": decision_id, "at": at, "photo_id": photo["id"], **taught}
    connection.execute(LESSONS.insert().values(**row))


def in_force(connection: Connection) -> Iterator[RowMapping]:
    """Yield the decisions in force that teach, with `features` and `sender_mac`, oldest first."""
    columns = (
        *(DECISIONS.c[name] for name in DECISION_COLUMNS),
        *(LESSONS.c.features, LESSONS.c.sender_mac),
    )
    yield from history.in_force(connection, columns=columns, joined=LESSONS)
