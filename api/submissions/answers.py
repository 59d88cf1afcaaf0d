"""A submission and the answer to a photo in the shape of the contract; numbers are masked."""

from sqlalchemy import RowMapping

from api.http.timestamps import iso_timestamp
from api.store import submissions as store
from api.store.photos import answers
from api.store.stages import Stage
from api.store.submissions import NewSubmission, Submission
from api.submissions.catalogue import Catalogue, Service, Variant
from api.submissions.codes import Code, State
from api.submissions.papers import Paper, SlotProgress, progress
from api.submissions.photos import Answer
from api.submissions.records import states
from api.submissions.records.rows import Transaction
from api.submissions.records.words import said
from api.submissions.wording import Speaker
from precheck.answer.as_json import Json


def services_json(catalogue: Catalogue) -> Json:
    """Return all services with the papers that each asks for."""
    services = [_service(key, service) for key, service in catalogue.services.items()]
    return {"services": services, "languages": list(catalogue.texts)}


def state_json(act: Transaction, row: Submission) -> Json:
    """Return a submission: the papers that are in, missing or unreadable, and what to say now."""
    rows, of = store.photos(act.connection, row), states.progress(act, row)
    state, speaker = states.in_force(row, of), act.rules.speaker(row)
    completed = row.completed_at if state is State.COMPLETE else None
    message = said(act, row, of)
    return {
        **{name: getattr(row, name) for name in ("id", "service", "variant", "lang", "line")},
        "reference": store.open_reference(act.vault, row),
        "title": speaker.variant.title.in_(speaker.lang),
        "urgent": speaker.variant.urgent,
        "state": state,
        "stage": row.stage,
        "papers": [_slot(one, speaker.title(one.slot)) for one in of.slots],
        "unplaced": [_paper(one) for one in of.loose if one.code != Code.REPEAT],
        "awaited": [slot.key for slot in of.awaited],
        "unchecked": sum(one["state"] in {"queued", "leased"} for one in rows),
        "rounds": states.round_counts(of.papers)["rounds"],
        "message": message,
        "ready": message if row.stage is Stage.READY else None,
        "created_at": iso_timestamp(row.created_at),
        "completed_at": iso_timestamp(completed),
    }


def in_person_json(new: NewSubmission, speaker: Speaker) -> Json:
    """Return the answer where the citizen has to come: the same shape, but nothing is kept."""
    return {
        "id": None,
        **{name: getattr(new, name) for name in ("service", "variant", "lang", "line")},
        "reference": new.reference,
        "title": speaker.variant.title.in_(speaker.lang),
        "urgent": speaker.variant.urgent,
        "state": "in_person",
        "stage": None,
        **{name: [] for name in ("papers", "unplaced", "awaited")},
        "unchecked": 0,
        "rounds": 0,
        "message": speaker.opening(progress(speaker.variant, ())),
        **dict.fromkeys(("ready", "created_at", "completed_at")),
    }


def photo_json(act: Transaction, row: Submission, answer: Answer) -> Json:
    """Return the answer to a photo: that of `/check`, what became of it, and the submission."""
    speaker, filing = act.rules.speaker(row), answer.filing
    return {
        "photo": answer.photo["id"],
        "check": _check(act, row, answer.photo),
        "filing": {
            "code": filing.code,
            "slot": filing.slot,
            "title": speaker.title(speaker.variant.slot(filing.slot)) or None,
            "part": filing.part,
            "attempt": filing.attempt,
            "choices": [
                {"slot": key, "title": speaker.title(speaker.variant.slot(key))}
                for key in filing.choices
            ],
            "message": answer.message,
        },
        "submission": state_json(act, row),
    }


def _check(act: Transaction, row: Submission, photo: RowMapping) -> Json | None:
    """Return the answer of `/check`; None for a photo that the machine failed on."""
    if photo["answer"] is None:
        return None
    number = answers.open_number(act.vault, photo)
    reference = store.open_reference(act.vault, row)
    return {**photo["answer"], "number": number, "reference": reference}


def _service(key: str, service: Service) -> Json:
    return {
        "service": key,
        "title": service.title.model_dump(exclude_none=True),
        "line": service.line,
        "variants": [_variant(name, one) for name, one in service.variants.items()],
    }


def _variant(key: str, variant: Variant) -> Json:
    dumped = variant.model_dump(exclude={"title", "slots"})
    return {
        "variant": key,
        "title": variant.title.model_dump(exclude_none=True),
        **dumped,
        "slots": [
            {
                "slot": slot.key,
                "title": slot.title.model_dump(exclude_none=True),
                "types": list(slot.types),
                "parts_max": slot.parts_max,
            }
            for slot in variant.slots
        ],
    }


def _slot(one: SlotProgress, title: str) -> Json:
    return {
        "slot": one.slot.key,
        "title": title,
        "state": one.state,
        "attempts": one.attempts,
        "photos": [_paper(paper) for paper in one.papers if paper.code != Code.REPEAT],
    }


def _paper(paper: Paper) -> Json:
    return {
        "id": paper.id,
        "code": paper.code,
        "page": paper.page,
        "part": paper.part,
        "type": paper.type,
        "masked": paper.masked,
        "decision": paper.decision,
        "returned": paper.returned,
    }
