"""Photos of the last week whose pictures are kept, of the kind that has grown."""

from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from api.drift.characteristics import bins
from api.drift.weeks import Drift
from api.http.local_time import midnight
from api.store import drift_days
from api.store.database.store import Store

EXAMPLES = 5
"""Of each characteristic that moved, the newest ones."""
LOOKED_THROUGH = 1000


def examples(store: Store, drift: Drift, zone: ZoneInfo) -> Mapping[str, list[str]]:
    """Return ids of photos by characteristic; one that did not move has none."""
    moved = {name: set(one.grown.names) for name, one in drift.found.items() if one.moved}
    found: dict[str, list[str]] = {name: [] for name in moved}
    if not moved:
        return found
    begin, end = midnight(drift.first, zone), midnight(drift.last + timedelta(days=1), zone)
    with store.reading() as connection:
        for photo in drift_days.kept_pictures(connection, begin, end, LOOKED_THROUGH):
            for name, bin_ in bins(photo.seen):
                if bin_ in moved.get(name, ()) and len(found[name]) < EXAMPLES:
                    found[name].append(photo.id)
    return found
