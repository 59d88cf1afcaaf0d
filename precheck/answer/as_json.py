"""A verdict as the contract's JSON object."""

import math
from dataclasses import asdict

from ulid import ULID

from precheck.answer.overlay import data_url
from precheck.answer.sentences import MessageContext, compose
from precheck.capture import Points
from precheck.decision.verdict import Finding, Reason, Verdict
from precheck.document.subject import DetectedDocument
from precheck.number.result import Number
from precheck.office.policy import Office
from precheck.options import Options

Json = dict[str, object]


def new_id() -> str:
    """Return a new id of a check: a ULID, which sorts by time."""
    return str(ULID())


def as_dict(
    verdict: Verdict, options: Options, office: Office, *, id_: str, overlay: bytes | None = None
) -> Json:
    """Return the answer of `/check`. It has every measure, also on accept."""
    message, short = compose(MessageContext.of(verdict), options, office)
    return {
        "id": id_,
        "reference": options.reference,
        "line": options.line,
        "attempt": options.attempt,
        "verdict": str(verdict.decision),
        "next": str(verdict.next),
        "p_accept": round(verdict.p_accept, 4),
        "reasons": [_reason(reason) for reason in verdict.reasons],
        "notes": [_reason(note) for note in verdict.notes],
        "message": message,
        "message_short": short,
        "document": {
            **_document(verdict.document),
            "turn": verdict.turn,
            "others": [_document(other) for other in verdict.others],
        },
        "number": None if verdict.number is None else number_json(verdict.number),
        "qr": verdict.qr,
        "measures": {code: _measure(finding) for code, finding in verdict.findings.items()},
        "image": asdict(verdict.image),
        "overlay": None if overlay is None else data_url(overlay),
        "took_ms": dict(verdict.took_ms),
        "version": asdict(verdict.versions),
    }


def _points(points: Points | None) -> list[list[int]] | None:
    return None if points is None else points.round().astype(int).tolist()


def _reason(reason: Reason) -> Json:
    return {
        "code": str(reason.code),
        "where": _points(reason.where),
        "side": reason.side and str(reason.side),
        "covers": reason.covers and str(reason.covers),
        "share": round(reason.share, 4),
        "detail": reason.detail,
    }


def _document(document: DetectedDocument) -> Json:
    return {
        "type": document.type,
        "confidence": round(document.confidence, 4),
        "quad": _points(document.quad),
    }


def number_json(number: Number) -> Json:
    """Return the number as the contract has it."""
    digits = number.digits
    return {
        "kind": number.kind,
        "state": str(number.state),
        "value": number.value and (number.printed or number.value),
        "normalised": number.value,
        "candidate": number.candidate,
        "masked": number.masked,
        "confidence": None if number.confidence is None else round(number.confidence, 4),
        "digits": digits and [{"char": d.char, "state": str(d.state)} for d in digits],
        "box": _points(number.box),
        "flags": list(number.flags),
        "expected": number.expected and str(number.expected),
    }


def _measure(finding: Finding) -> Json:
    value, limit = finding.measurement.value, finding.limit
    return {
        "value": None if value is None else round(value, 4),
        "unit": limit.unit,
        "outcome": str(finding.outcome),
        "at_least": limit.at_least if math.isfinite(limit.at_least) else None,
        "at_most": limit.at_most if math.isfinite(limit.at_most) else None,
    }
