"""The settings in force as text for a terminal: a limit a line, with its meaning."""

import math
from collections.abc import Iterator

from precheck.office.limit import Limit
from precheck.office.policy import Office

OWN = "  (yours; default {default})"
ACCEPTED = "p_accept of an accepted photo, at the costs in force"
RECOGNISED = "probability from which a paper is taken for one of this type"


def policy_text(office: Office) -> str:
    """Return every limit with its meaning, and every other setting but the office's texts.

    What the office changed has its default beside it; of the texts only those changed are told.
    """
    return "\n".join(_lines(office))


def _lines(office: Office) -> Iterator[str]:
    settings, rules = office.settings, office.rules()
    yield f"policy {office.policy}"
    yield ""
    for code, limit in settings.limits.items():
        yield _line(f"limits.{code}", _range(limit), f"{limit.meaning}; {limit.unit}", rules)
    for type_, document in settings.documents.items():
        at_least = f"at least {office.accept_limit(type_):.3g}"
        yield _line(f"documents.{type_}.accept", at_least, ACCEPTED, rules)
        recognised = _range(document.recognised)
        yield _line(f"documents.{type_}.recognised", recognised, RECOGNISED, rules)
    yield ""
    for path, rule in rules.items():
        shown = path.startswith("limits.") or path.split(".")[2:3] in (["accept"], ["recognised"])
        if not shown and (rule["origin"] == "policy" or not path.startswith("texts.")):
            yield f"{path} = {rule['value']!r}{_own(path, rules)}"


def _line(path: str, value: str, meaning: str, rules: dict[str, dict[str, object]]) -> str:
    own = "".join(_own(f"{path}.{bound}", rules) for bound in ("at_least", "at_most"))
    return f"{path:<36} {value:<17} {meaning}{own}"


def _own(path: str, rules: dict[str, dict[str, object]]) -> str:
    rule = rules.get(path, {})
    changed = rule.get("origin") == "policy"
    return OWN.format(default=rule["default"]) if changed else ""


def _range(limit: Limit) -> str:
    bounds = [("at least", limit.at_least), ("at most", limit.at_most)]
    return ", ".join(f"{word} {bound:g}" for word, bound in bounds if math.isfinite(bound))
