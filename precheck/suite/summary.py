"""A run in a few lines for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from precheck.suite.report import Report
from precheck.suite.side_by_side import lines, side_by_side, value


def summary(reports: Sequence[Report], unused: Iterable[str] = ()) -> str:
    """Return the table, then what is broken or worse, then one word for all.

    unused: suites that there are limits for and that were not run.
    """
    told = [line for report in reports for line in _told(report)]
    skipped = [f"not run: suites.{name}, for which there are limits" for name in sorted(unused)]
    word = "red" if any(report.red for report in reports) else "green"
    return "\n".join([*lines(side_by_side(reports)), *told, *skipped, word])


def _told(report: Report) -> Iterator[str]:
    for each in report.judged:
        if not each.kept:
            yield (
                f"BROKEN {each.column}: {each.figure.name} {value(each.figure)}, limit {each.told}"
            )
    for change in report.changes:
        mark = "WORSE" if change.worse else "not worse"
        yield f"{mark} {report.name}: {change.name} {change.told}"
    if report.flips:
        yield f"{report.name}: {len(report.flips)} shots are told differently"
    if report.not_compared:
        yield f"{report.name}: not compared, the older run lacks it"
    if not report.judged:
        yield f"{report.name}: no limits"
