"""The office's settings in force: every limit, zone, cost and text, its default and its origin.

The defaults are in `models/` and `precheck/office/guidance/`, an office's own changes in one TOML
file of the same shape. Loading fails on unknown, missing or impossible keys.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from precheck.errors import BadPolicy
from precheck.office.calibration import SHIPPED, Calibration
from precheck.office.decision import DecisionLimits
from precheck.office.document_type import LANGUAGES, Document
from precheck.office.documents import (
    Tree,
    document_types,
    first_fault,
    office_tables,
    read_toml,
)
from precheck.office.limit import MeasureLimit, StrictTable
from precheck.office.texts import Guidance
from precheck.runtime.models import MODELS

GUIDANCE_FOLDER = Path(__file__).resolve().parent / "guidance"


class Costs(StrictTable):
    """Relative costs of the two errors."""

    false_re_photo: float = Field(gt=0)
    false_accept: float = Field(gt=0)

    @property
    def limit(self) -> float:
        """Return the `p_accept` at which both decisions cost the same (Bayes' rule)."""
        return self.false_accept / (self.false_accept + self.false_re_photo)


class OfficeSettings(StrictTable):
    """Everything an office may change, merged and checked."""

    mode: Literal["decide", "advise"]
    hand_over_at: int = Field(ge=1)
    originals: bool
    help_line: str
    costs: Costs
    limits: dict[str, MeasureLimit]
    decision: DecisionLimits
    documents: dict[str, Document]
    texts: dict[str, Guidance]

    @model_validator(mode="after")
    def _check_codes(self) -> Self:
        if unknown := self.decision.codes() - self.limits.keys():
            raise ValueError(f"decision: no measure {min(unknown)}")
        return self


@dataclass(frozen=True, slots=True)
class Office:
    """The settings in force."""

    settings: OfficeSettings
    defaults: Tree
    changes: Tree
    policy: str
    """Hash of the office's own changes, or "default"."""
    calibration: Calibration = SHIPPED
    """What it learned from its officers; not of the file."""

    @classmethod
    def load(cls, policy_path: Path | None = None) -> "Office":
        """Read the defaults and the office's own file.

        Raises BadPolicy, which names the file, the key and the fault.
        """
        defaults = _defaults()
        changes = {} if policy_path is None else read_toml(policy_path)
        _check_keys(defaults, changes, policy_path)
        settings = _validate(_merge(defaults, changes), policy_path)
        policy = "default" if not changes else _hash(changes)
        return cls(settings, defaults, changes, policy)

    def accept_limit(self, type_: str) -> float:
        """Return the minimum `p_accept` of an accepted photo of this type.

        The type's own limit, its odds multiplied by the ratio of the costs (Bayes' rule).
        """
        costs = self.settings.costs
        limit = self.settings.documents[type_].accept.at_least
        return _scale_odds(limit, costs.false_accept / costs.false_re_photo)

    def setting_for(self, p_accept: float) -> float:
        """Return the type's own limit for which `accept_limit` is `p_accept`, costs unchanged."""
        costs = self.settings.costs
        return _scale_odds(p_accept, costs.false_re_photo / costs.false_accept)

    def as_dict(self) -> dict[str, object]:
        """Return the policy in force and every setting of it."""
        return {"policy": self.policy, "settings": self.rules()}

    def rules(self) -> dict[str, dict[str, object]]:
        """Return every setting's value, default and origin (policy or default), by dotted path."""
        ours = dict(_leaves(self.changes))
        defaults = dict(_leaves(self.defaults))
        return {
            path: {
                "value": ours.get(path, defaults.get(path)),
                "default": defaults.get(path),
                "origin": "policy" if path in ours else "default",
            }
            for path in sorted(defaults.keys() | ours.keys())
        }


def _scale_odds(probability: float, factor: float) -> float:
    """Return the probability whose odds are `factor` times those of another; 0 and 1 stay."""
    scaled = probability * factor
    return scaled / (scaled + (1 - probability))


@cache
def _defaults() -> Tree:
    """Read the package's own files, which no process changes under itself."""
    return {
        **read_toml(MODELS / "office.toml"),
        "limits": read_toml(MODELS / "limits.toml"),
        "decision": read_toml(MODELS / "decision.toml"),
        "documents": office_tables(),
        "texts": {lang: _texts(lang) for lang in LANGUAGES},
    }


def _texts(lang: str) -> Tree:
    names = {type_: one.names for type_, one in document_types().items()}
    return {
        **read_toml(GUIDANCE_FOLDER / f"{lang}.toml"),
        "documents": {type_: one.document[lang] for type_, one in names.items()},
        "short_documents": {type_: one.short[lang] for type_, one in names.items()},
    }


def _check_keys(defaults: Tree, changes: Tree, path: Path | None, at: str = "") -> None:
    """Raise BadPolicy for a change of a key that has no default; only zones may be added."""
    for key, value in changes.items():
        here = f"{at}.{key}" if at else key
        if at.endswith(".zones"):
            continue
        if key not in defaults:
            known = ", ".join(sorted(defaults))
            raise BadPolicy(f"{path}: unknown key {here}; known there: {known}.")
        if isinstance(value, dict) and isinstance(defaults[key], dict):
            _check_keys(defaults[key], value, path, here)


def _merge(defaults: Mapping[str, Any], changes: Mapping[str, Any]) -> Tree:
    both = {
        key: _merge(defaults[key], changes[key])
        for key in defaults.keys() & changes.keys()
        if isinstance(defaults[key], dict) and isinstance(changes[key], dict)
    }
    return {**defaults, **changes, **both}


def _validate(tree: Tree, path: Path | None) -> OfficeSettings:
    """Return the checked settings. Raises BadPolicy with the office's file, else the default's."""
    try:
        return OfficeSettings.model_validate(tree)
    except ValidationError as error:
        where, fault = first_fault(error)
        raise BadPolicy(f"{path or _default_file(where)}: {'.'.join(where)}: {fault}.") from error


def _default_file(where: Sequence[str]) -> Path:
    """Return the file of a default setting."""
    match where:
        case ["limits" | "decision", *_]:
            return MODELS / f"{where[0]}.toml"
        case ["documents", type_, *_]:
            return MODELS / "documents" / f"{type_}.toml"
        case ["texts", lang, *_]:
            return GUIDANCE_FOLDER / f"{lang}.toml"
    return MODELS / "office.toml"


def _leaves(tree: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, object]]:
    for key, value in tree.items():
        here = f"{at}.{key}" if at else key
        if isinstance(value, dict):
            yield from _leaves(value, here)
        else:
            yield here, value


def _hash(changes: Tree) -> str:
    """Return a hash of the changed values, whatever their order and layout in the file."""
    lines = "\n".join(f"{path}={value!r}" for path, value in sorted(_leaves(changes)))
    return hashlib.sha256(lines.encode()).hexdigest()[:12]
