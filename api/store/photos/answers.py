"""Database columns of a photo's answer: encrypted number, sureness, and officers' review."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from api.settings import Settings
from api.store.database.vault import Vault
from api.store.photos.number_kinds import NOT_LOOKED_FOR, answered_number, number_kind
from api.store.photos.queue_reasons import QueueReason, doubt
from precheck.answer.as_json import Json

SECRET_FIELDS = ("value", "normalised", "candidate", "digits")
"""Fields of `number` that hold digits of the full number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """Which verdicts officers review."""

    sure_at: float
    """Minimum sureness of a verdict that needs no review, 0–1."""
    share: float
    """Share of the sure verdicts reviewed all the same, 0–1."""

    @classmethod
    def of(cls, settings: Settings) -> "Sampling":
        """Return the sampling that the settings define."""
        return cls(sure_at=settings.sure_at, share=settings.sample_share)


def verdict_columns(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a verdict, which rows of `/check` and photos of batches share."""
    return {
        **{name: answer[name] for name in ("verdict", "next", "p_accept")},
        "type": answer["document"]["type"],
        "reason": answer["reasons"][0]["code"] if answer["reasons"] else None,
        "number_state": (answer["number"] or {}).get("state"),
        "service": answer["version"]["service"],
        "policy": answer["version"]["policy"],
        "took_ms": answer["took_ms"]["total"],
    }


def answer_columns(
    vault: Vault,
    photo: RowMapping,
    answer: Mapping[str, Any],
    accept_limit: float,
    sampling: Sampling,
) -> dict[str, Any]:
    """Return the columns of a photo's answer."""
    stored, secret = split(answer)
    number, sure = full_number(secret), sureness(answer, accept_limit)
    return {
        **verdict_columns(answer),
        "answer": stored,
        "message": answer["message"],
        "sealed_number": vault.seal_json(secret, f"number:{photo['id']}") if number else None,
        "number_masked": (answer["number"] or {}).get("masked"),
        "number_mac": vault.mac("number", number),
        "sureness": sure,
        **queue_columns(vault, photo, doubt(answer, sure, sampling.sure_at), sampling),
    }


def error_columns(photo: RowMapping, code: str, message: str | None) -> dict[str, Any]:
    """Return the columns of a file that cannot be decoded.

    message: what the sender can do about it; None if nothing. Handed-over photos always go to an
    officer.
    """
    handed_over = photo["rank"] == 0
    return {
        "error": code,
        "next": "officer" if handed_over or message is None else "retry",
        "message": message,
        "for_officer": handed_over,
        "queue_reason": QueueReason.FILE_UNREADABLE if handed_over else None,
        "sureness": 0.0,
        "sampling_probability": float(handed_over),
    }


def queue_columns(
    vault: Vault, photo: RowMapping, doubt: QueueReason | None, sampling: Sampling
) -> dict[str, Any]:
    """Return whether and why officers review the photo: doubt, a hand-over, or a random share.

    The draw depends on the photo's id and the secret alone: it is repeatable and unpredictable.
    """
    asked = doubt or (QueueReason.HANDED_OVER if photo["rank"] == 0 else None)
    drawn = is_sampled(vault, photo["id"], sampling.share)
    return {
        "for_officer": asked is not None or drawn,
        "queue_reason": asked or (QueueReason.SAMPLED if drawn else None),
        "sampled": asked is None and drawn,
        "sampling_probability": sampling.share if asked is None else 1.0,
    }


def is_sampled(vault: Vault, id_: str, share: float) -> bool:
    """Return whether a keyed hash of the id falls within the share, 0–1."""
    return int((vault.mac("sample", id_) or "")[:8], 16) / 2**32 < share


def sureness(answer: Mapping[str, Any], limit: float) -> float:
    """Return the distance of p_accept from the limit: 0 at the limit, 1 at p_accept 0 or 1.

    A doubtful number makes an accept verdict's sureness 0.
    """
    p_accept: float = answer["p_accept"]
    if answer["verdict"] == "accept" and (answer["number"] or {}).get("state") == "doubtful":
        return 0.0
    if p_accept >= limit:
        return (p_accept - limit) / max(1 - limit, 1e-9)
    return (limit - p_accept) / limit


def full_number(secret: Mapping[str, Any]) -> str | None:
    """Return the number read, in canonical form, else the doubtful candidate."""
    return secret.get("normalised") or secret.get("value") or secret.get("candidate")


def split(answer: Mapping[str, Any]) -> tuple[Json, dict[str, Any]]:
    """Return the answer without personal data, and the number's secret fields."""
    number = answer["number"]
    kept = {**answer, "reference": None, "overlay": None}
    if number is None:
        return kept, {}
    secret = {name: number.get(name) for name in SECRET_FIELDS}
    return {**kept, "number": {**number, **dict.fromkeys(SECRET_FIELDS)}}, secret


def is_broken(photo: RowMapping) -> bool:
    """Return whether the file cannot be decoded: nobody can look at it."""
    return photo["state"] == "done" and photo["error"] is not None


def read_number(vault: Vault, photo: RowMapping) -> str | None:
    """Return the number that was read or is doubtful; None if it is of another kind, or erased."""
    if answered_number(photo) is None:
        return None
    return full_number(secret_number(vault, photo) or {})


def secret_number(vault: Vault, photo: RowMapping) -> dict[str, Any] | None:
    """Return value, candidate and digits as read; None if there are none or they were erased."""
    secret: dict[str, Any] | None = vault.open_json(photo["sealed_number"], f"number:{photo['id']}")
    return secret


def typed_number(vault: Vault, photo: RowMapping) -> str | None:
    """Return the number that an officer confirmed or typed; None if there is none, or erased."""
    number: str | None = vault.open_json(photo["sealed_typed"], f"typed:{photo['id']}")
    return number


def seal_typed(vault: Vault, number: str, photo_id: str) -> bytes:
    """Encrypt a number that an officer confirmed or typed."""
    return vault.seal_json(number, f"typed:{photo_id}")


def open_number(vault: Vault, photo: RowMapping) -> dict[str, Any] | None:
    """Return the answer's number with its secret fields unless they were erased.

    A number that an officer confirmed or typed replaces the value, also where the answer has none.
    """
    typed = typed_number(vault, photo)
    if typed is not None:
        known = answered_number(photo) or {**NOT_LOOKED_FOR, "kind": number_kind(photo)}
        return {**known, "value": typed, "normalised": typed, "candidate": None, "digits": None}
    number: dict[str, Any] | None = (photo["answer"] or {}).get("number")
    return None if number is None else {**number, **(secret_number(vault, photo) or {})}
