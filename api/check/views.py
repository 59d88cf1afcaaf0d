"""`POST /check`: checks one photo, records the call and returns the verdict."""

import time
from collections.abc import Mapping
from typing import Any

from apiflask import APIBlueprint
from flask import Response, g, jsonify, request

from api.check import documentation
from api.check.recorder import recorder
from api.check.requests import read_check_request
from api.check.sampling import sample
from api.metrics import record
from api.metrics.record import Source
from api.service import service
from api.store import checks
from api.store.checks import CheckCall
from precheck.answer.as_json import Json, as_dict
from precheck.answer.sentences import error_message
from precheck.decision.decide import next_without_verdict
from precheck.decision.verdict import CheckedPhoto
from precheck.errors import PrecheckError

bp = APIBlueprint("check", __name__)


@bp.post("/check")
@bp.doc(operation_id="check", responses=documentation.CHECKED, extensions=documentation.CHECK_BODY)
def check() -> Response:
    """Check one photo.

    200 for both verdicts: `accept` and `re-photo` are answers. Branch on `next`.
    """
    here, check_request = service(), read_check_request(request)
    call = recorder().call(g.owner, check_request)
    g.attempt = call.options.attempt
    result = _check(check_request.data, call)
    answer = as_dict(result.verdict, call.options, here.office, id_=g.id, overlay=result.overlay)
    g.id = answer["id"] = recorder().record(checks.answer_row(call, answer, time.time()))
    record.photo(Source.CHECK, answer)
    sample(here, check_request, call, answer, result)
    g.log_fields = _log_fields(answer)
    return jsonify(answer)


def _check(data: bytes, call: CheckCall) -> CheckedPhoto:
    """Return the core's answer. Raises PrecheckError, recorded if the sender can correct it."""
    here = service()
    try:
        return here.judged(data, call.options)
    except PrecheckError as error:
        if error_message(error.code, here.office.settings.texts[g.lang]) is not None:
            next_ = next_without_verdict(call.options.attempt, here.office)
            row = checks.error_row(call, g.id, error.code, next_, time.time())
            g.id = recorder().record(row)
        raise


def _log_fields(answer: Mapping[str, Any]) -> Json:
    """Return the codes to log: no number, caller's id or name."""
    reasons, document = answer["reasons"], answer["document"]
    return {
        "verdict": answer["verdict"],
        "next": answer["next"],
        "reason": reasons[0]["code"] if reasons else None,
        "type": document["type"],
    }
