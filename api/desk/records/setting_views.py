"""The page of the settings in force, which are read from files at the start."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template
from pydantic import SecretStr

from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.service import service
from api.settings import ENV_PREFIX, Settings

HIDDEN_VALUE = "•••"
LEFT_OUT = re.compile(r"^texts\.|\.(unit|source)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One rule of the office."""

    name: str
    value: str
    default: str
    changed: bool
    unit: str
    """Unit of the value, in English; empty for values without one."""


@bp.get("/settings")
@needs(Right.SETTINGS)
def settings() -> str:
    """Show the service's settings and the office's rules, changed ones first."""
    here = service()
    return render_template(
        "desk/records/settings.html",
        own=setting_rows(here.settings),
        rules=rule_rows(here.office.rules()),
        policy=here.office.policy,
        mode=here.office.settings.mode,
    )


def rule_rows(rules: Mapping[str, Mapping[str, object]]) -> list[RuleRow]:
    """Return the rules, changed ones first.

    The hundreds of unchanged texts are left out, and so are unchanged units, which
    stand beside their values, and sources.
    """
    rows = [
        RuleRow(
            name=name,
            value=_spelled(rule["value"]),
            default=_spelled(rule["default"]),
            changed=rule["origin"] == "policy",
            unit=str(rules.get(f"{name.rpartition('.')[0]}.unit", {}).get("value", "")),
        )
        for name, rule in rules.items()
        if rule["origin"] == "policy" or not LEFT_OUT.search(name)
    ]
    return sorted(rows, key=lambda row: not row.changed)


def _spelled(value: object) -> str:
    """Return a value as in the settings file."""
    return json.dumps(value, ensure_ascii=False)


def setting_rows(settings: Settings) -> list[tuple[str, str, bool]]:
    """Return name, value and whether it was changed; secrets and keys are hidden."""
    rows = []
    for name in Settings.model_fields:
        value: object = getattr(settings, name)
        if name == "keys":
            value = ", ".join(key.name for key in settings.given_keys) or "–"
        elif isinstance(value, SecretStr):
            value = HIDDEN_VALUE
        text = "–" if value is None else str(value)
        if isinstance(value, bool):
            text = text.lower()
        label = "PRECHECK_POLICY" if name == "policy" else ENV_PREFIX + name.upper()
        rows.append((label, text, name in settings.model_fields_set))
    return sorted(rows, key=lambda row: not row[2])
