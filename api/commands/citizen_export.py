"""What is stored of one citizen, as JSON with full numbers and addresses."""

import base64
import time
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping

from api.batches.results import result_row
from api.check.explanation import explanation_json
from api.http.timestamps import iso_timestamp
from api.store import office_suite
from api.store.channels import senders
from api.store.channels.conversations import Address
from api.store.channels.outbox import NewReply
from api.store.citizens import Held
from api.store.database.vault import Vault
from api.store.decisions import history, lessons
from api.store.photos import intake
from api.store.photos.search import FoundPhoto
from api.store.submissions import Submission
from api.submissions.records.members import open_members
from api.submissions.records.words import open_note, open_word
from precheck.answer.as_json import Json
from precheck.decision.features import DIRECTIONS

MESSAGE_TIMES = ("sent_at", "received_at", "done_at")
REPLY_TIMES = ("created_at", "finished_at")


def held_json(
    connection: Connection, vault: Vault, held: Sequence[Held], *, pictures: bool
) -> Json:
    """Return what is stored under some references."""
    return {
        "at": iso_timestamp(time.time()),
        "checks": [
            explanation_json(row, history.of_check(connection, row["id"]))
            for one in held
            for row in one.checks
        ],
        "photos": [
            _photo(connection, vault, photo, pictures=pictures)
            for one in held
            for photo in one.photos
        ],
        "submissions": [_submission(vault, row) for one in held for row in one.submissions],
        "learned_from": [_lesson(row) for one in held for row in one.lessons],
        "suite": [
            _of_suite(connection, vault, row, pictures=pictures)
            for one in held
            for row in one.suite
        ],
    }


def conversation_json(
    connection: Connection, vault: Vault, address: Address, *, pictures: bool
) -> Json | None:
    """Return what is kept of a sender at one number; None if that is nothing."""
    kept = senders.shown(connection, vault, address)
    if kept is None:
        return None
    row = kept.row
    return {
        "channel": address.channel,
        "number": address.number_id,
        "sender": address.sender,
        "submission": row and row.submission_id,
        "expires_at": row and iso_timestamp(row.expires_at),
        "state": kept.state,
        "messages": [
            {**_shown(one, ("state", "problem"), MESSAGE_TIMES), "content": content}
            for one, content in kept.messages
        ],
        "replies": [
            {
                **_shown(one, ("state", "code", "undelivered"), REPLY_TIMES),
                "content": content and _reply(content, pictures=pictures),
            }
            for one, content in kept.replies
        ],
        "threads": [
            {
                **_shown(one, ("officer", "closed_by"), ("opened_at", "closed_at")),
                "messages": [
                    {
                        **_shown(said, ("author", "officer", "kind"), ("at",)),
                        "text": said.text,
                        "file_stored": said.has_file,
                    }
                    for said in messages
                ],
            }
            for one, messages in kept.threads
        ],
    }


def _columns(row: RowMapping, names: Sequence[str], times: Sequence[str]) -> Json:
    return {
        **{name: row[name] for name in names},
        **{name: iso_timestamp(row[name]) for name in times},
    }


def _shown(row: object, names: Sequence[str], times: Sequence[str]) -> Json:
    return {
        **{name: getattr(row, name) for name in names},
        **{name: iso_timestamp(getattr(row, name)) for name in times},
    }


def _reply(reply: NewReply, *, pictures: bool) -> Json:
    content = reply.as_json()
    picture = content.pop("picture")
    content["picture_stored"] = picture is not None
    return content | ({"picture_base64": picture} if pictures and picture else {})


def _photo(connection: Connection, vault: Vault, one: FoundPhoto, *, pictures: bool) -> Json:
    row, file_id = result_row(one, vault), one.photo["file_id"]
    row["picture_stored"] = file_id is not None
    if (members := open_members(vault, one.photo)) is not None:
        row["members"] = members.readings
    if pictures and file_id is not None:
        data = intake.picture(connection, vault, file_id)
        row["picture_base64"] = data and base64.b64encode(data).decode()
    return row


def _lesson(row: RowMapping) -> Json:
    values = lessons.unpack(row["features"]).tolist()
    named = len(values) == len(DIRECTIONS)  # not of a release that had others
    features = dict(zip(DIRECTIONS, values, strict=True)) if named else values
    return {**_columns(row, ("decision_id", "photo_id"), ("at",)), "features": features}


def _of_suite(connection: Connection, vault: Vault, row: RowMapping, *, pictures: bool) -> Json:
    names = ("photo_id", "type", "first_opinion", "second_opinion")
    shown = _columns(row, names, ("at", "second_at"))
    data = office_suite.picture(connection, vault, row["id"]) if pictures else None
    return shown | ({"picture_base64": base64.b64encode(data).decode()} if data else {})


def _submission(vault: Vault, row: RowMapping) -> Json:
    names = ("id", "service", "variant", "lang", "line", "state", "step", "officer", "rounds")
    application = Submission(**row)
    return {
        **_columns(row, names, ("created_at", "completed_at", "step_at", "closed_at")),
        "note": open_note(vault, application) or None,
        "word": open_word(vault, application).note or None,
    }
