"""A core that sees in a photo what its bytes say, and the calls of `/submissions`."""

import io
import json
from dataclasses import replace

from api.submissions.shapes import SubmissionShape, SubmittedShape
from precheck.decision.decide import next_step
from precheck.decision.verdict import CheckedPhoto, Code, Decision, Reason
from precheck.document.subject import DetectedDocument
from precheck.errors import BrokenPicture
from precheck.number.result import Members, Number, NumberState
from tests.api import fakes

KINDS = {"kk": "kk", "ktp": "nik", "akta_kelahiran": "akta", "akta_kematian": "akta"}
NUMBERS = {"kk": "3514010101209001", "ktp": "3514014101809002"}


def photo(type_="other", *, legible=True, number=None, take=1, **more):
    """Return the bytes of a photo. take: different shots have different bytes.

    more: cut (a side), where (the place of a fault is known), pages, state of the number, shot
    (equal for recompressed ones), size, members (the NIKs in the table).
    """
    number = number or NUMBERS.get(type_)
    seen = {"type": type_, "legible": legible, "number": number, "take": take, **more}
    return json.dumps(seen).encode()


class Seer:
    """The core's stand-in."""

    def __init__(self):
        self.asked = []
        self.barrier = None

    def __call__(self, data, options, office):
        if data.startswith(b"broken"):
            raise BrokenPicture("The data ends early.")
        seen = json.loads(data)
        if "of_pages" in seen:
            seen = {**seen, **seen["of_pages"][options.page - 1]}
        self.asked.append(options.types)
        wanted = options.types
        type_ = "other" if wanted == ("other",) else seen["type"]  # as the core
        reasons = ()
        if wanted and "other" not in wanted and type_ not in wanted:
            unknown = type_ == "other"
            code = Code.NUMBER_UNREAD if unknown else Code.WRONG_DOCUMENT
            reasons = (Reason(code=code, share=1.0, detail="unrecognised" if unknown else None),)
        elif seen.get("cut"):
            reasons = (Reason(code=Code.CROPPING, side=seen["cut"], share=0.5),)
        elif not seen["legible"]:
            where = fakes.BOX if "where" in seen else None
            reasons = (Reason(code=Code.BLUR, share=0.9, where=where),)
        decision = Decision.RE_PHOTO if reasons else Decision.ACCEPT
        base = fakes.verdict(data, options)
        pages = len(seen.get("of_pages", [0]))
        image = replace(base.image, page=options.page, pages=pages, width=seen.get("size", 100))
        if self.barrier is not None:
            self.barrier.wait(10)
        verdict = replace(
            base,
            decision=decision,
            next=next_step(decision, reasons, options.attempt, office),
            p_accept=0.01 if reasons else 0.99,
            reasons=reasons,
            document=DetectedDocument(type=type_, confidence=0.98, quad=fakes.BOX),
            number=_number(seen),
            image=image,
        )
        overlay = b"\xff\xd8overlay" if options.overlay else None
        return CheckedPhoto(verdict=verdict, overlay=overlay, likeness=_likeness(seen))


def read_members(data, page, office):  # noqa: ARG001 - as the core's
    """The stand-in of the reader of tables."""
    seen = json.loads(data)
    if "of_pages" in seen:
        seen = seen["of_pages"][page - 1]
    niks = seen.get("members")
    return niks and Members(readings=tuple((nik,) for nik in niks), complete=True)


def _number(seen):
    if seen["type"] not in KINDS or seen["number"] is None:
        return None
    state = NumberState(seen.get("state", "read"))
    read = state is NumberState.READ
    return Number(
        kind=KINDS[seen["type"]],
        state=state,
        value=seen["number"] if read else None,
        candidate=None if read else seen["number"],
        masked=f"{seen['number'][:4]}********{seen['number'][-4:]}",
        box=fakes.BOX,
    )


def _likeness(seen):
    """Return a signature: equal for one shot, uncorrelated with all others."""
    if "shot" not in seen:
        return None
    at = seen["shot"]
    return bytes((i * (at * 2 + 37) + i * i * at) % 120 for i in range(64))


def begin(client, service, variant, /, **more):
    answer = client.post(
        "/submissions", json={"service": service, "variant": variant, "reference": "b-1", **more}
    )
    assert answer.status_code in {200, 201}, answer.text
    return SubmissionShape.model_validate(answer.json)


def post(client, id_, data, /, **fields):
    form = {"image": (io.BytesIO(data), "a.jpg"), **fields}
    return client.post(f"/submissions/{id_}/photos", data=form)


def send(client, id_, data, /, **fields):
    answer = post(client, id_, data, **fields)
    assert answer.status_code == 200, answer.text
    return SubmittedShape.model_validate(answer.json)


def state(client, id_):
    answer = client.get(f"/submissions/{id_}")
    assert answer.status_code == 200, answer.text
    return SubmissionShape.model_validate(answer.json)
