"""The overview of a run: its main figures, one column a suite or world, and the result."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from precheck.suite.figures.figure import Figure
from precheck.suite.limits import LimitCheck
from precheck.suite.report.suite_report import SuiteReport, overall_result

OVERVIEW_FIGURES = (
    *("false_re_photo", "false_accept", "auc", "calibration_error"),
    *("type", "foreign_called_ours", "number_read", "number_wrong"),
    *("first_reason", "turn", "iou_p5", "took_ms_median", "failed"),
)

TableRow = tuple[str, ...]


def overview(reports: Sequence[SuiteReport]) -> list[TableRow]:
    """Return the heading and one row a figure.

    In a run with a policy, the figures under the default settings have columns too. With several
    suites or worlds, the last column names the worst of them.
    """
    shown, worst_of = columns(reports), worst_by_figure(reports)
    heading = ("figure", *shown, *(["worst"] if worst_of else []))
    rows = (
        (name, *(figure_text(figures[name]) for figures in shown.values()), *worst_of.get(name, ()))
        for name in OVERVIEW_FIGURES
    )
    return [heading, *rows]


def columns(reports: Sequence[SuiteReport]) -> dict[str, Mapping[str, Figure]]:
    """Return the figures by column: each suite and world, and with a policy the default."""
    return {name: found for report in reports for name, found in _columns(report)}


def _columns(report: SuiteReport) -> Iterator[tuple[str, Mapping[str, Figure]]]:
    yield from report.columns.items()
    if report.default_figures is not None:
        yield f"{report.name}, default settings", report.default_figures


def worst_by_figure(reports: Sequence[SuiteReport]) -> dict[str, tuple[str]]:
    """Return the suite or world with the worst figure, by figure; empty if there is only one."""
    compared = {name: found for report in reports for name, found in report.columns.items()}
    if len(compared) < 2:
        return {}
    return {
        name: (worst({of: figures[name] for of, figures in compared.items()}),)
        for name in OVERVIEW_FIGURES
    }


def worst(figures: Mapping[str, Figure]) -> str:
    """Return the name of the worst figure, the first of equals; "–" if all are equal."""
    badness = {
        of: figure.value if figure.lower_is_better else -figure.value
        for of, figure in figures.items()
        if figure.value is not None
    }
    if len(set(badness.values())) < 2:
        return "–"
    return max(badness, key=lambda of: badness[of])


def figure_text(figure: Figure) -> str:
    """Return a figure's value, that of a share with counts and interval; "–" without a value."""
    rate = figure.rate
    if figure.value is None:
        return "–"
    if rate is None:
        return f"{figure.value:.4g}"
    low, high = rate.interval
    return f"{figure.value:.2%} ({rate.hits}/{rate.of}; {low:.1%}–{high:.1%})"


def aligned(table: Sequence[TableRow]) -> Iterator[str]:
    """Yield the table's lines with aligned columns."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def summary(reports: Sequence[SuiteReport], unused: Iterable[str] = ()) -> str:
    """Return the overview table, broken limits, changes, and the result in one word, as text.

    unused: suites that have limits and were not run.
    """
    lines = [line for report in reports for line in _lines(report)]
    lines += [f"not run: suites.{name}, for which there are limits" for name in sorted(unused)]
    return "\n".join([*aligned(overview(reports)), *lines, overall_result(reports)])


def _lines(report: SuiteReport) -> Iterator[str]:
    yield from broken_limits(report.limit_checks)
    for change in report.changes:
        mark = "WORSE" if change.worse else "not worse"
        yield f"{mark} {report.name}: {change.name} {change.description}"
    if report.flips:
        yield f"{report.name}: {len(report.flips)} shots with another answer"
    if report.new_shots:
        yield (
            f"{report.name}: {report.new_shots} of {len(report.shots)} shots not compared, the "
            "older run lacks them"
        )
    if report.not_compared:
        yield f"{report.name}: not compared, the older run lacks it"
    if not report.limit_checks:
        yield f"{report.name}: no limits"


def broken_limits(checks: Iterable[LimitCheck]) -> Iterator[str]:
    """Yield a line for each broken limit."""
    for check in checks:
        if not check.kept:
            figure = f"{check.figure.name} {figure_text(check.figure)}"
            yield f"BROKEN {check.column}: {figure}, limit {check.description}"
