"""Prints the rates of alarms of `api.drift` at a simulated office, as tables."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from api.drift.characteristics import Counts
from api.drift.weeks import DAYS, WEEK, drift
from bench.drift.office import CHANGES, Office

QUIET_WEEKS = 1000
CHANGED_WEEKS = 100
TODAY = date(2026, 12, 1)


def main() -> None:
    """Print both tables."""
    office = Office.begin(0)
    print("quiet weeks with an alarm, in %: a week looked at once; looked at on each of its days")
    for a_week, alike in ((40, 1), (100, 1), (300, 1), (1000, 1), (40, 3), (100, 3), (300, 3)):
        once, daily = quiet(office, a_week, alike)
        rates = f"{100 * once:4.1f} {100 * daily:4.1f}"
        print(f"{a_week:5} photos a week, {alike} alike: {rates}", flush=True)
    print("changed weeks with an alarm, in %, and what it told most often")
    for kind in CHANGES:
        for a_week in (100, 300, 1000):
            for share in (0.1, 0.25, 0.5, 1.0):
                found, reported = changed(office, a_week, kind, share)
                which = f"{kind:6}{a_week:5} a week, {share:4.0%} of them"
                print(f"{which}: {100 * found:4.0f} {reported}", flush=True)


def quiet(office: Office, a_week: int, alike: int) -> tuple[float, float]:
    """Return the shares of quiet weeks with an alarm at their end, and on any day of them."""
    once = daily = 0
    for _ in range(QUIET_WEEKS):
        days = office.days(a_week, alike, DAYS + WEEK - 1)
        reported = [any(_reported(days[at : at + DAYS])) for at in range(WEEK)]
        once, daily = once + reported[-1], daily + any(reported)
    return once / QUIET_WEEKS, daily / QUIET_WEEKS


def changed(office: Office, a_week: int, kind: str, share: float) -> tuple[float, str]:
    """Return the share of changed weeks with an alarm, and what the alarms told most often."""
    found, reported = 0, Counter[str]()
    for _ in range(CHANGED_WEEKS):
        names = list(_reported(office.change(office.days(a_week), a_week, kind, share)))
        found += bool(names)
        reported.update(names)
    return found / CHANGED_WEEKS, ", ".join(name for name, _ in reported.most_common(3))


def _reported(days: list[Counts]) -> Iterator[str]:
    for name, of in drift(days, TODAY).found.items():
        if of.changed:
            yield f"{name} {of.kind}"


if __name__ == "__main__":
    main()
