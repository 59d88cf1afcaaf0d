"""The settings in force. They are changed in files, and read at the start."""

from flask import render_template
from pydantic import SecretStr

from api.desk.blueprint import bp
from api.desk.rights import Right, needs
from api.service import service
from api.settings import PREFIX, Settings

HIDDEN = "•••"


@bp.get("/settings")
@needs(Right.SETTINGS)
def settings() -> str:
    """Show the service's settings and the office's rules, what was changed first.

    Of the texts only those that were changed: there are hundreds.
    """
    here = service()
    rules = [
        (name, rule)
        for name, rule in here.office.rules().items()
        if rule["origin"] == "policy" or not name.startswith("texts.")
    ]
    rules.sort(key=lambda rule: rule[1]["origin"] == "default")
    return render_template(
        "desk/settings.html",
        own=told(here.settings),
        rules=rules,
        policy=here.office.policy,
        mode=here.office.settings.mode,
    )


def told(settings: Settings) -> list[tuple[str, str, bool]]:
    """Return name, value and whether it was changed; secrets and keys are not told."""
    rows = []
    for name in Settings.model_fields:
        value: object = getattr(settings, name)
        if name == "keys":
            value = ", ".join(key.partition(":")[0] for key in settings.keys if ":" in key) or len(
                settings.keys
            )
        elif isinstance(value, SecretStr):
            value = HIDDEN
        shown = "–" if value is None else str(value)
        label = "PRECHECK_POLICY" if name == "policy" else PREFIX + name.upper()
        rows.append((label, shown, name in settings.model_fields_set))
    return sorted(rows, key=lambda row: not row[2])
