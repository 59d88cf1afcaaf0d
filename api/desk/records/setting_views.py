"""The page of the settings in force, which are read from files at the start."""

from flask import render_template
from pydantic import SecretStr

from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.service import service
from api.settings import ENV_PREFIX, Settings

HIDDEN_VALUE = "•••"


@bp.get("/settings")
@needs(Right.SETTINGS)
def settings() -> str:
    """Show the service's settings and the office's rules, changed ones first.

    Unchanged texts, of which there are hundreds, are left out.
    """
    here = service()
    rules = [
        (name, rule)
        for name, rule in here.office.rules().items()
        if rule["origin"] == "policy" or not name.startswith("texts.")
    ]
    rules.sort(key=lambda rule: rule[1]["origin"] == "default")
    return render_template(
        "desk/records/settings.html",
        own=setting_rows(here.settings),
        rules=rules,
        policy=here.office.policy,
        mode=here.office.settings.mode,
    )


def setting_rows(settings: Settings) -> list[tuple[str, str, bool]]:
    """Return name, value and whether it was changed; secrets and keys are hidden."""
    rows = []
    for name in Settings.model_fields:
        value: object = getattr(settings, name)
        if name == "keys":
            value = ", ".join(key.partition(":")[0] for key in settings.keys if ":" in key) or len(
                settings.keys
            )
        elif isinstance(value, SecretStr):
            value = HIDDEN_VALUE
        text = "–" if value is None else str(value)
        label = "PRECHECK_POLICY" if name == "policy" else ENV_PREFIX + name.upper()
        rows.append((label, text, name in settings.model_fields_set))
    return sorted(rows, key=lambda row: not row[2])
