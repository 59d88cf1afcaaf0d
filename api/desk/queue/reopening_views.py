"""A decision that a supervisor opens again, with the reason why."""

import time
from dataclasses import replace

from flask import request
from flask.typing import ResponseReturnValue

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.photos.views import photo_or_404
from api.desk.queue.decision_form import check_decision
from api.desk.queue.messages import decision_message
from api.desk.queue.rendering import requested_position, same_card
from api.service import service
from api.store.decisions import reopening
from api.store.decisions.decision import Act, AlreadyDecided, BadDecision
from api.store.decisions.reopening import Reopening, Why


@bp.post("/photos/<id_>/reopen")
@needs(Right.REOPEN)
def reopen(id_: str) -> ResponseReturnValue:
    """Decide a photo again, with a reason, which the trail notes."""
    position, store, form = requested_position(), service().store, request.form
    if form.get("why") not in set(Why):
        return same_card(id_, position, outcome="why_missing")
    of = Reopening(photo_id=id_, instead_of=form.get("instead_of"), why=Why(form["why"]))
    act = Act.begin(person().name, time.time())
    try:
        decision = check_decision(form)
        with store.writing() as connection:
            row = photo_or_404(connection, id_)
            message = decision_message(
                row, row["batch_lang"], service().office, reason=decision.reason
            )
            reopening.decide_again(
                connection, store.vault, of, replace(decision, message=message), act
            )
    except BadDecision:
        return same_card(id_, position, outcome="why_missing")
    except AlreadyDecided:
        return same_card(id_, position, outcome="already_decided")
    return same_card(id_, position, outcome="reopened")
