"""Sure verdicts of `/check` that are sampled for review by officers.

The photos are stored in unnamed batches, one for each day, line and language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from api.callers.keys import DESK
from api.store import batches
from api.store.batches import NewBatch, Origin
from api.store.database.vault import Vault
from api.store.decisions import lessons
from api.store.photos import answers, intake, leases
from api.store.photos.answers import Sampling
from api.store.photos.intake import Names, Upload
from api.store.photos.queue_reasons import doubt
from api.store.tables.batches import BATCHES
from precheck.options import Options

BATCH_SECONDS = 86400.0
"""Time span of one batch of sampled photos."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePhoto:
    """One photo of `/check` with its answer."""

    data: bytes = field(repr=False)
    options: Options
    answer: Mapping[str, Any]
    accept_limit: float
    features: tuple[float, ...] = ()
    """Of `p_accept`."""


def is_sampled(vault: Vault, checked: SamplePhoto, sampling: Sampling) -> bool:
    """Return whether officers review the photo: a random share of the sure verdicts."""
    sure = answers.sureness(checked.answer, checked.accept_limit)
    doubtful = doubt(checked.answer, sure, sampling.sure_at) is not None
    return not doubtful and answers.is_sampled(vault, str(checked.answer["id"]), sampling.share)


def enqueue(
    connection: Connection, vault: Vault, checked: SamplePhoto, sampling: Sampling, now: float
) -> None:
    """Store a sampled photo in the officers' queue; a repeated file has no effect."""
    batch = _batch(connection, vault, checked.options, now)
    added = intake.add(connection, vault, batch, _upload(checked), now)
    lease = leases.take(connection, DESK, now, BATCH_SECONDS, added.photo_id)
    if lease is None:
        return
    certain = replace(sampling, share=1.0)  # the draw has used the id of the check
    values = answers.answer_columns(
        vault, lease.photo, checked.answer, checked.accept_limit, certain
    )
    values |= {
        "sampling_probability": sampling.share,
        "features": lessons.pack(checked.features),
    }
    leases.complete(connection, lease, values, now)


def _batch(connection: Connection, vault: Vault, options: Options, now: float) -> RowMapping:
    today = select(BATCHES).where(
        BATCHES.c.origin == Origin.CHECK,
        BATCHES.c.lang == options.lang,
        BATCHES.c.line == options.line,
        BATCHES.c.created_at > now - BATCH_SECONDS,
    )
    found = connection.execute(today).mappings().first()
    if found is None:
        new = NewBatch(owner=DESK, origin=Origin.CHECK, lang=options.lang, line=options.line)
        batches.create(connection, vault, new, now)
        found = connection.execute(today).mappings().one()
    return found


def _upload(checked: SamplePhoto) -> Upload:
    options, id_ = checked.options, str(checked.answer["id"])
    return Upload(
        data=checked.data,
        names=Names(file=f"{id_}.{checked.answer['image']['format']}", reference=options.reference),
        types=options.types,
        attempt=options.attempt,
        check_id=id_,
        page=options.page,
    )
