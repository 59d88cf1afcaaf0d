"""Samples a random share of the sure verdicts of `/check` for officers, if the office agrees."""

import time

from sqlalchemy.exc import SQLAlchemyError

from api.check.requests import CheckRequest
from api.service import Service
from api.store import check_samples
from api.store.check_samples import SamplePhoto
from api.store.checks import CheckCall
from api.store.database.fault_log import log_unavailable
from api.store.database.store import CALL_WAIT_SECONDS
from api.store.photos.answers import Sampling
from precheck.answer.as_json import Json
from precheck.decision.verdict import CheckedPhoto


def sample(
    here: Service, request: CheckRequest, call: CheckCall, answer: Json, result: CheckedPhoto
) -> None:
    """Store the photo, encrypted, in the officers' queue if it is sampled."""
    if not here.settings.sample_checks:
        return
    checked = SamplePhoto(
        data=request.data,
        options=call.options,
        answer=answer,
        accept_limit=here.office.accept_limit(result.verdict.document.type),
        features=result.features,
    )
    sampling = Sampling.of(here.settings)
    if not check_samples.is_sampled(here.store.vault, checked, sampling):
        return
    try:
        with here.store.writing(wait=CALL_WAIT_SECONDS) as connection:
            check_samples.enqueue(connection, here.store.vault, checked, sampling, time.time())
    except SQLAlchemyError as error:  # a check succeeds without its sample
        log_unavailable(error)
