"""Where the office agrees, officers see a random share of the sure verdicts of `/check`."""

import time

from sqlalchemy.exc import SQLAlchemyError

from api.inputs import Order
from api.logs import log
from api.service import Service
from api.store import sampled
from api.store.answers import Sampling
from api.store.checks import Asked
from api.store.sampled import Checked
from precheck.render import Json

WAIT = 0.2
"""Seconds that a call waits for the database; then its photo is not kept."""


def sample(here: Service, order: Order, asked: Asked, told: Json, type_: str) -> None:
    """Keep the photo for officers' eyes, sealed like a batch's, if the draw falls on it."""
    if not here.settings.sample_checks:
        return
    limit = here.office.accept_limit(type_)
    checked = Checked(data=order.data, options=asked.options, told=told, accept_limit=limit)
    sampling = Sampling.of(here.settings)
    if not sampled.drawn(here.store.vault, checked, sampling):
        return
    try:
        with here.store.writing(wait=WAIT) as connection:
            sampled.bring(connection, here.store.vault, checked, sampling, time.time())
    except SQLAlchemyError as error:  # no photo fails for want of its sample
        log.error("database", error=type(error).__qualname__)
