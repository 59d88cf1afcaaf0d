"""Documents of several pages: another page in the queue, and all pages accepted in one act."""

import time
from dataclasses import replace

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.photos.card import unseen
from api.desk.photos.views import photo_or_404
from api.desk.queue import wrong_decision
from api.desk.queue.decision_form import photo_decision
from api.desk.queue.rendering import alone, next_card, requested_position, same_card
from api.desk.queue.views import not_recorded, require_shown
from api.service import service
from api.store.decisions import recording
from api.store.decisions.decision import Act, AlreadyDecided, BadDecision, StoredDecision
from api.store.photos import documents


@bp.get("/queue/<id_>")
@needs(Right.DECIDE)
def queue_page(id_: str) -> str:
    """Show another page of the document in the queue."""
    return same_card(id_, requested_position())


@bp.post("/photos/<id_>/accept-pages")
@needs(Right.DECIDE)
def accept_pages(id_: str) -> ResponseReturnValue:
    """Accept the pages that the card listed as undecided, as one act; all of them or none."""
    require_shown(id_)
    position, listed = requested_position(), request.form.get("pages", "").split()
    act = Act.begin(person().name, time.time())
    store = service().store
    try:
        with store.writing() as connection:
            row = photo_or_404(connection, id_)
            decision = _accept(connection, row, listed, act)
    except BadDecision as error:
        wrong = wrong_decision.explain(error, row, request.form, store.vault)
        return same_card(id_, position, wrong=wrong)
    except AlreadyDecided:
        return not_recorded(id_, position, "accept")
    if alone():
        return same_card(id_, position, outcome="accepted_pages")
    position = replace(position, after=row)
    return next_card(position, outcome="accepted_pages", message=decision.message)


def _accept(
    connection: Connection, shown: RowMapping, listed: list[str], act: Act
) -> StoredDecision:
    """Accept the listed pages and return the displayed page's decision.

    A number that was typed belongs to the displayed page. Raises AlreadyDecided, also if a listed
    page is none of this document or was not opened by this officer.
    """
    pages = [page for page in documents.pages(connection, shown) if page["id"] in listed]
    others = {page["id"] for page in pages} != {*listed, shown["id"]}
    if others or unseen(connection, listed, act.at):
        raise AlreadyDecided("The document's pages are others than those seen.")
    decisions = {page["id"]: _accepted(page, shown) for page in pages}
    for id_, decision in decisions.items():
        recording.decide(connection, service().store.vault, id_, decision, act)
    return decisions[shown["id"]]


def _accepted(page: RowMapping, shown: RowMapping) -> StoredDecision:
    form = {"decision": "accept"}
    if page["id"] == shown["id"]:
        form = {**request.form, **form}
    here = service()
    return photo_decision(page, shown["batch_lang"], form, here.store.vault, here.office)
