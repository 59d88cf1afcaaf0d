"""`POST /checks/{id}/decision`: an officer's decision on a `/check`."""

import time
from http import HTTPStatus

from apiflask import APIBlueprint
from flask import Response, g, jsonify, request
from sqlalchemy import Connection, RowMapping

from api.check import documentation
from api.check.requests import read_decision
from api.errors import ServiceError
from api.http.timestamps import iso_timestamp
from api.service import service
from api.store.check_lookup import find_check
from api.store.decisions import recording
from api.store.decisions.decision import Act

bp = APIBlueprint("checks", __name__, url_prefix="/checks")


class NoSuchCheck(ServiceError):
    """The check is not stored or belongs to another caller."""

    code = "no_such_check"
    status = HTTPStatus.NOT_FOUND


@bp.post("/<check_id>/decision")
@bp.doc(
    operation_id="decide_check",
    responses=documentation.CHECK_DECIDED,
    extensions=documentation.DECISION_BODY,
)
def decide(check_id: str) -> tuple[Response, int]:
    """Record what an officer decided of a photo that was checked. Of several the last counts."""
    decision, act = read_decision(request), Act.begin(g.owner, time.time())
    with service().store.writing() as connection:
        id_ = recording.decide_check(connection, known(connection, check_id), decision, act)
    return jsonify(
        {
            "id": id_,
            "check": check_id,
            "decision": decision.decision,
            "reason": decision.reason,
            "at": iso_timestamp(act.at),
        }
    ), HTTPStatus.CREATED


def known(connection: Connection, check_id: str) -> RowMapping:
    """Return the row of the caller's check. Raises NoSuchCheck, Busy."""
    row = find_check(connection, check_id, g.owner)
    if row is None:
        raise NoSuchCheck("There is no such check.")
    return row
