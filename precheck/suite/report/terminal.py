"""The summary of a run for the terminal."""

from collections.abc import Iterable, Iterator, Sequence

from precheck.suite.report.overview import aligned, figure_text, overview
from precheck.suite.report.suite_report import SuiteReport, overall_result


def summary(reports: Sequence[SuiteReport], unused: Iterable[str] = ()) -> str:
    """Return the overview table, broken limits, changes, and the result in one word.

    unused: suites that have limits and were not run.
    """
    lines = [line for report in reports for line in _lines(report)]
    lines += [f"not run: suites.{name}, for which there are limits" for name in sorted(unused)]
    return "\n".join([*aligned(overview(reports)), *lines, overall_result(reports)])


def _lines(report: SuiteReport) -> Iterator[str]:
    for check in report.limit_checks:
        if not check.kept:
            figure = f"{check.figure.name} {figure_text(check.figure)}"
            yield f"BROKEN {check.column}: {figure}, limit {check.description}"
    for change in report.changes:
        mark = "WORSE" if change.worse else "not worse"
        yield f"{mark} {report.name}: {change.name} {change.description}"
    if report.flips:
        yield f"{report.name}: {len(report.flips)} shots with another answer"
    if report.not_compared:
        yield f"{report.name}: not compared, the older run lacks it"
    if not report.limit_checks:
        yield f"{report.name}: no limits"
