"""Sure verdicts of `/check` that are drawn for officers' eyes: the photo waits like a batch's.

Nobody brought them as a batch: one without a name holds those of a day, line and language.
"""

from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, RowMapping, select

from api.settings import DESK
from api.store import answers, batches, intake, ledger
from api.store.answers import Sampling
from api.store.batches import NewBatch, Origin
from api.store.crypto import Vault
from api.store.intake import Names, Upload
from api.store.tables import BATCHES
from precheck.options import Options
from precheck.render import Json

DAY = 86400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One photo of `/check` with its answer."""

    data: bytes = field(repr=False)
    options: Options
    told: Json
    accept_limit: float


def drawn(vault: Vault, checked: Checked, sampling: Sampling) -> bool:
    """Say whether officers see it: a share of the sure ones."""
    sure = answers.sureness(checked.told, checked.accept_limit)
    id_ = str(checked.told["id"])
    return sure >= sampling.sure_at and answers.drawn(vault, id_, sampling.share)


def bring(
    connection: Connection, vault: Vault, checked: Checked, sampling: Sampling, now: float
) -> None:
    """Bring one that was drawn into the queue; the same file again changes nothing."""
    batch = _batch(connection, vault, checked.options, now)
    added = intake.add(connection, vault, batch, _upload(checked), now)
    leased = ledger.lease(connection, DESK, now, DAY, added.photo_id)
    if leased is None:
        return
    certain = replace(sampling, share=1.0)  # it was drawn by the id of its check
    values = answers.columns(vault, leased.photo, checked.told, checked.accept_limit, certain)
    ledger.complete(connection, leased, {**values, "sampling_probability": sampling.share}, now)


def _batch(connection: Connection, vault: Vault, options: Options, now: float) -> RowMapping:
    today = select(BATCHES).where(
        BATCHES.c.origin == Origin.CHECK,
        BATCHES.c.lang == options.lang,
        BATCHES.c.line == options.line,
        BATCHES.c.created_at > now - DAY,
    )
    found = connection.execute(today).mappings().first()
    if found is None:
        new = NewBatch(owner=DESK, origin=Origin.CHECK, lang=options.lang, line=options.line)
        batches.create(connection, vault, new, now)
        found = connection.execute(today).mappings().one()
    return found


def _upload(checked: Checked) -> Upload:
    options, image = checked.options, checked.told["image"]
    id_, kind = str(checked.told["id"]), image["format"] if isinstance(image, dict) else ""
    return Upload(
        data=checked.data,
        names=Names(file=f"{id_}.{kind}", reference=options.reference),
        asked=options.types,
        attempt=options.attempt,
        check_id=id_,
        page=options.page,
    )
