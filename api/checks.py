"""What became of a `/check`: the officer's decision on it."""

import re
import time
from http import HTTPStatus

from apiflask import APIBlueprint
from flask import Response, g, jsonify, request
from sqlalchemy import Connection, RowMapping

from api import openapi
from api.decision_asked import read_decision
from api.results import told_time
from api.service import service
from api.store import checks, decisions
from precheck.errors import PrecheckError

bp = APIBlueprint("checks", __name__, url_prefix="/checks")

ID = re.compile(r"[0-9A-Z]{26}")


class NoSuchCheck(PrecheckError):
    """There is no row of such a check, or it is another caller's."""

    code = "no_such_check"


@bp.post("/<check_id>/decision")
@bp.doc(
    operation_id="decide_check", responses=openapi.CHECK_DECIDED, extensions=openapi.DECISION_BODY
)
def decide(check_id: str) -> tuple[Response, int]:
    """Record what an officer decided of a photo that was checked. Of several the last counts."""
    ruling, by = read_decision(request).ruling, decisions.act(g.owner, time.time())
    with service().store.writing() as connection:
        id_ = decisions.decide_check(connection, known(connection, check_id), ruling, by)
    told = {"decision": ruling.decision, "reason": ruling.reason, "at": told_time(by.at)}
    return jsonify({"id": id_, "check": check_id, **told}), HTTPStatus.CREATED


def known(connection: Connection, check_id: str) -> RowMapping:
    """Return the row of the caller's check. Raises NoSuchCheck."""
    row = checks.get(connection, check_id, g.owner) if ID.fullmatch(check_id) else None
    if row is None:
        raise NoSuchCheck("There is no such check.")
    return row
