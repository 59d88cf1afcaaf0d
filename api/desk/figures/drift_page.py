"""What the page of figures shows of drift."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from api.desk.figures.drift_charts import distributions
from api.desk.figures.drift_words import CHARACTERISTIC_WORDS, kind_words
from api.desk.pages import office_time
from api.desk.pages.language import localised
from api.drift import weeks
from api.drift.examples import examples
from api.drift.stability import CHANGED, MOVED, Comparison
from api.drift.weeks import LEAST_PHOTOS, LEAST_WEEKS, PAST_WEEKS, Drift
from api.service import service


@dataclass(frozen=True, slots=True)
class DriftRow:
    """One characteristic."""

    name: str
    of: Comparison
    chart: Markup
    kind: str
    """Of what there is more, in words."""
    examples: Sequence[str]
    """Ids of photos whose pictures are kept; none where it did not move."""


def drift_variables() -> Mapping[str, object]:
    """Return the variables of the template: the rows, those that moved most first."""
    zone, store = office_time.zone(), service().store
    drift = weeks.of_last_week(store, time.time(), zone)
    limits = {"moved": MOVED, "changed": CHANGED}
    needed = {"photos": LEAST_PHOTOS, "weeks": LEAST_WEEKS, "past": PAST_WEEKS}
    rows = _rows(drift, examples(store, drift, zone))
    return {"drift": drift, "drift_rows": rows, "drift_limits": limits, "drift_needs": needed}


def _rows(drift: Drift, kept: Mapping[str, Sequence[str]]) -> list[DriftRow]:
    names, kinds = localised(CHARACTERISTIC_WORDS), kind_words()
    rows = [
        DriftRow(
            name=names[code],
            of=one,
            chart=distributions(one, names[code]),
            kind=kinds.get(one.kind, one.kind),
            examples=kept.get(code, ()),
        )
        for code, one in drift.found.items()
    ]
    return sorted(rows, key=lambda row: (not row.of.moved, -row.of.psi))
