"""A verdict as the ledger keeps it: the number sealed apart, how sure it is, who sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from api.settings import Settings
from api.store.crypto import Vault
from precheck.render import Json

SECRET = ("value", "candidate", "digits")
"""Fields of `number` that tell it in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """Which verdicts officers see."""

    sure_at: float
    share: float
    """Of the sure ones."""

    @classmethod
    def of(cls, settings: Settings) -> "Sampling":
        """Return what the settings say."""
        return cls(sure_at=settings.sure_at, share=settings.sample_share)


def columns(
    vault: Vault, photo: RowMapping, told: Json, accept_limit: float, sampling: Sampling
) -> dict[str, Any]:
    """Return what the ledger keeps of one photo's answer."""
    answer, secret = split(told)
    reasons, number = told["reasons"], told["number"] or {}
    document, version, took = (told[name] for name in ("document", "version", "took_ms"))
    assert isinstance(version, dict)
    assert isinstance(took, dict)
    assert isinstance(reasons, list)
    assert isinstance(number, dict)
    assert isinstance(document, dict)
    full = full_number(secret)
    sure = sureness(told, accept_limit)
    return {
        "answer": answer,
        "verdict": told["verdict"],
        "next": told["next"],
        "message": told["message"],
        "type": document["type"],
        "reason": reasons[0]["code"] if reasons else None,
        "p_accept": told["p_accept"],
        "number_state": number.get("state"),
        "sealed_number": vault.seal_json(secret, f"number:{photo['id']}") if full else None,
        "number_masked": number.get("masked"),
        "number_mac": vault.mac("number", full),
        "sureness": sure,
        "service": version["service"],
        "policy": version["policy"],
        "took_ms": took["total"],
        **queued(vault, photo, sure, sampling),
    }


def unreadable(photo: RowMapping, code: str, message: str | None) -> dict[str, Any]:
    """Return what the ledger keeps of a file that cannot be looked at.

    `message` is what mends it, if the sender can. An officer sees what was handed over anyway.
    """
    handed_over = photo["rank"] == 0
    return {
        "error": code,
        "next": "officer" if handed_over or message is None else "retry",
        "message": message,
        "for_officer": handed_over,
        "sureness": 0.0,
        "sampling_probability": float(handed_over),
    }


def queued(vault: Vault, photo: RowMapping, sure: float, sampling: Sampling) -> dict[str, Any]:
    """Say whether officers see the photo: the unsure and hand-overs always, of the rest a share.

    The draw hangs on the photo's id and the secret alone, so that working on it again changes
    nothing and nobody can guess it.
    """
    always = sure < sampling.sure_at or photo["rank"] == 0
    seen = drawn(vault, photo["id"], sampling.share)
    return {
        "for_officer": always or seen,
        "sampled": not always and seen,
        "sampling_probability": 1.0 if always else sampling.share,
    }


def drawn(vault: Vault, id_: str, share: float) -> bool:
    """Say whether the draw falls on this id."""
    return int((vault.mac("sample", id_) or "")[:8], 16) / 2**32 < share


def sureness(told: Json, limit: float) -> float:
    """Return 0 at the limit or of a doubtful number, and 1 farthest from doubt, on either side."""
    number, p_accept = told["number"], told["p_accept"]
    assert isinstance(p_accept, float | int)
    if isinstance(number, dict) and number.get("state") == "doubtful":
        return 0.0
    if p_accept >= limit:
        return (p_accept - limit) / max(1 - limit, 1e-9)
    return (limit - p_accept) / limit


def full_number(secret: Mapping[str, Any]) -> str | None:
    """Return the number read, else the doubtful one."""
    return secret.get("value") or secret.get("candidate")


def split(told: Json) -> tuple[Json, dict[str, Any]]:
    """Return the answer without what must not stand in the clear, and the number's secret part."""
    number = told["number"]
    kept = {**told, "reference": None, "overlay": None}
    if number is None:
        return kept, {}
    assert isinstance(number, dict)
    secret = {name: number[name] for name in SECRET}
    return {**kept, "number": {**number, **dict.fromkeys(SECRET)}}, secret


def number(vault: Vault, photo: RowMapping) -> dict[str, Any] | None:
    """Return the machine's value, candidate and digits; None where there are none, or no longer."""
    secret: dict[str, Any] | None = vault.open_json(photo["sealed_number"], f"number:{photo['id']}")
    return secret


def typed(vault: Vault, photo: RowMapping) -> str | None:
    """Return the number that an officer confirmed or typed; None where none did, or no longer."""
    told: str | None = vault.open_json(photo["sealed_typed"], f"typed:{photo['id']}")
    return told


def seal_typed(vault: Vault, number: str, photo_id: str) -> bytes:
    """Encrypt what an officer confirmed or typed."""
    return vault.seal_json(number, f"typed:{photo_id}")


def opened(vault: Vault, photo: RowMapping) -> dict[str, Any] | None:
    """Return the answer's number with its secret part, as long as that is kept.

    What an officer confirmed or typed is its value.
    """
    told: dict[str, Any] | None = (photo["answer"] or {}).get("number")
    if told is None:
        return None
    theirs = typed(vault, photo)
    if theirs is not None:
        return {**told, "value": theirs, "candidate": None, "digits": None}
    return {**told, **(number(vault, photo) or {})}
