"""Decisions that teach, put into a store as officers' acts leave them."""

import numpy as np

from api.store.decisions import lessons
from api.store.tables.batches import PHOTOS
from api.store.tables.officers import DECISIONS, LESSONS
from precheck.answer.as_json import new_id
from precheck.decision.acceptance import model
from precheck.decision.features import DIRECTIONS
from precheck.learning.lessons import probability
from precheck.runtime.models import models_version
from tests.api.store.filled import NOW, batch, done
from tests.learning.simulated import lessons as simulated

DAY = 86400.0


def legible(wanted):
    """Return features whose log odds are near each of the wanted ones, by the release's model."""
    rng, directions = np.random.default_rng(0), np.array(list(DIRECTIONS.values()))
    worst, best = np.where(directions > 0, 0.0, 1.0), np.where(directions > 0, 30.0, 0.0)
    badness = rng.random((2000, 1)) ** 3 * rng.random((2000, len(best))) ** 2
    rows = best + badness * (worst - best)
    odds = np.array([model().log_odds(row) for row in rows])
    nearest = np.abs(np.asarray(wanted)[:, None] - odds).argmin(axis=1)
    return rows[nearest], odds[nearest]


def teach(store, count=800, *, offset=-1.2, version=None, **more):
    """Put decisions of an office that needs another calibration into a store."""
    drawn = simulated(count, offset=offset, **more)
    features, odds = legible(drawn.log_odds - offset)
    rng = np.random.default_rng(1)
    good = (rng.random(count) < probability(offset + odds)) ^ (rng.random(count) < 0.03)
    turned = np.array([(more.get("wrong") or {}).get(name, 0.0) for name in drawn.officer])
    good ^= rng.random(count) < turned
    decisions, taught = [], []
    for at in range(count):
        id_, photo = new_id(), new_id()
        when = NOW + DAY * int(drawn.day[at])
        accept = bool(good[at])
        decisions.append(
            {
                "id": id_,
                "at": when,
                "act": "decide",
                "group_id": id_,
                "who": str(drawn.officer[at]),
                "subject": "photo",
                "subject_id": photo,
                "decision": "accept" if accept else "re-photo",
                "reason": None if accept else "blur",
                "type": str(drawn.type[at]),
                "verdict": "accept" if odds[at] > 0 else "re-photo",
                "p_accept": float(probability(odds[at])),
                "reasons": [],
                "measures": {},
                "version": {"models": version or models_version()},
                "sampled": False,
                "sampling_probability": 1.0,
            }
        )
        taught.append(
            {
                "decision_id": id_,
                "at": when,
                "photo_id": photo,
                "features": lessons.pack(features[at]),
                "sender_mac": str(drawn.sender[at]),
            }
        )
    with store.writing() as connection:
        connection.execute(DECISIONS.insert(), decisions)
        connection.execute(LESSONS.insert(), taught)


def still_kept(store, wanted=0.4):
    """Add a decided photo whose picture is still kept, and whose verdict turns; return its id."""
    id_ = done(store, batch(store), data=b"kept", reference="budi")
    features, odds = legible([wanted])
    with store.writing() as connection:
        packed = {"features": lessons.pack(features[0]), "sampling_probability": 1.0}
        version = {"models": models_version()}
        connection.execute(
            PHOTOS.update()
            .where(PHOTOS.c.id == id_)
            .values(**packed, p_accept=float(probability(odds[0])), answer={"version": version})
        )
    return id_
