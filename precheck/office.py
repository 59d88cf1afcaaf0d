"""The office: every limit, zone, cost and text in force, its default and where it comes from.

Defaults stand in `models/` and `precheck/guidance/`; an office's own differences in one TOML
file of the same shape. Unknown, missing or impossible keys are refused when it is loaded.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from precheck.documents import Document, LimitTable, Strict
from precheck.errors import BadPolicy
from precheck.guidance import Guidance
from precheck.measures import MEASURES
from precheck.models_dir import MODELS
from precheck.options import LANGUAGES, TYPES

GUIDANCE = Path(__file__).resolve().parent / "guidance"

Tree = dict[str, Any]
"""Nested TOML tables."""


class Costs(Strict):
    """How bad one needless re-photo is beside one needless accept."""

    false_re_photo: float = Field(gt=0)
    false_accept: float = Field(gt=0)

    @property
    def limit(self) -> float:
        """Return the probability from which accepting costs less (Bayes' rule)."""
        return self.false_accept / (self.false_accept + self.false_re_photo)


class Settings(Strict):
    """Everything an office may change, merged and checked."""

    mode: Literal["decide", "advise"]
    hand_over_at: int = Field(ge=1)
    originals: bool
    help_line: str
    costs: Costs
    limits: dict[str, LimitTable]
    documents: dict[str, Document]
    texts: dict[str, Guidance]


@dataclass(frozen=True, slots=True)
class Office:
    """The settings in force."""

    settings: Settings
    defaults: Tree
    changes: Tree
    policy: str
    """Hash of the office's own differences, or "default"."""

    @classmethod
    def load(cls, policy_path: Path | None = None) -> "Office":
        """Read the defaults and the office's own file.

        Raises BadPolicy, naming file, key and what is wrong with it.
        """
        defaults = _defaults()
        changes = {} if policy_path is None else _read(policy_path)
        _refuse_unknown(defaults, changes, policy_path)
        settings = _checked(_merged(defaults, changes), policy_path or MODELS)
        policy = "default" if not changes else _hash(changes)
        return cls(settings, defaults, changes, policy)

    def accept_limit(self, type_: str) -> float:
        """Return the p_accept from which a photo of this type is accepted.

        The type's own limit where the two errors cost the same, else the calibrated
        probability at which both choices cost the same (Bayes' rule).
        """
        costs = self.settings.costs
        at_least = self.settings.documents[type_].accept.limit().at_least
        if costs.false_accept == costs.false_re_photo:
            return at_least
        odds = at_least / (1 - at_least) * costs.false_accept / costs.false_re_photo
        return odds / (1 + odds)

    def setting_for(self, p_accept: float) -> float:
        """Return the limit to set for a type so that `accept_limit` is this, costs as they are."""
        costs = self.settings.costs
        odds = p_accept / (1 - p_accept) * costs.false_re_photo / costs.false_accept
        return odds / (1 + odds)

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


def _read(path: Path) -> Tree:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadPolicy(f"{path}: cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPolicy(f"{path}: is not TOML: {error}.") from error


def _defaults() -> Tree:
    return {
        **_read(MODELS / "office.toml"),
        "limits": _read(MODELS / "limits.toml"),
        "documents": {type_: _read(MODELS / "documents" / f"{type_}.toml") for type_ in TYPES},
        "texts": {lang: _read(GUIDANCE / f"{lang}.toml") for lang in LANGUAGES},
    }


def _refuse_unknown(defaults: Tree, changes: Tree, path: Path | None, at: str = "") -> None:
    for key, value in changes.items():
        here = f"{at}.{key}" if at else key
        if at.endswith(".zones"):
            continue  # an office may add a zone
        if key not in defaults:
            known = ", ".join(sorted(defaults))
            raise BadPolicy(f"{path}: unknown key {here}; known there: {known}.")
        if isinstance(value, dict) and isinstance(defaults[key], dict):
            _refuse_unknown(defaults[key], value, path, here)


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> Tree:
    both = {
        key: _merged(below[key], above[key])
        for key in below.keys() & above.keys()
        if isinstance(below[key], dict) and isinstance(above[key], dict)
    }
    return {**below, **above, **both}


def _checked(tree: Tree, path: Path) -> Settings:
    try:
        settings = Settings.model_validate(tree)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise BadPolicy(f"{path}: {where}: {first['msg']}.") from error
    if unmatched := settings.limits.keys() ^ MEASURES.keys():
        raise BadPolicy(f"{path}: limits and measures differ in {', '.join(sorted(unmatched))}.")
    return settings


def _leaves(tree: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, object]]:
    for key, value in tree.items():
        here = f"{at}.{key}" if at else key
        if isinstance(value, dict):
            yield from _leaves(value, here)
        else:
            yield here, value


def _hash(changes: Tree) -> str:
    lines = "\n".join(f"{path}={value!r}" for path, value in sorted(_leaves(changes)))
    return hashlib.sha256(lines.encode()).hexdigest()[:12]
