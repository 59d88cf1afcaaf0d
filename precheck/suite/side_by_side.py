"""The main figures of several suites in one table: a column a suite or world, then the worst."""

from collections.abc import Iterator, Mapping, Sequence

from precheck.suite.figure import Figure
from precheck.suite.report import Report

HEADLINE = (
    *("false_re_photo", "false_accept", "auc", "calibration_error"),
    *("type", "foreign_called_ours", "number_read", "number_wrong"),
    *("first_reason", "turn", "iou_p5", "took_ms_median", "failed"),
)

Row = tuple[str, ...]


def side_by_side(reports: Sequence[Report]) -> list[Row]:
    """Return the heading and a row a figure.

    Where a policy was tried, its suites' figures under the default settings have columns of their
    own. The last column names the suite or world that is worst, where there are several.
    """
    columns = {name: found for report in reports for name, found in report.columns.items()}
    told = {name: found for report in reports for name, found in _told(report)}
    several = len(columns) > 1
    heading = ("figure", *told, "worst") if several else ("figure", *told)
    return [heading, *(_row(name, told, columns if several else {}) for name in HEADLINE)]


def _told(report: Report) -> Iterator[tuple[str, Mapping[str, Figure]]]:
    yield from report.columns.items()
    if report.before is not None:
        yield f"{report.name}, default settings", report.before


def _row(
    name: str,
    told: Mapping[str, Mapping[str, Figure]],
    compared: Mapping[str, Mapping[str, Figure]],
) -> Row:
    cells = (value(found[name]) for found in told.values())
    last = (worst({of: found[name] for of, found in compared.items()}),) if compared else ()
    return (name, *cells, *last)


def worst(figures: Mapping[str, Figure]) -> str:
    """Return whose figure is worst, the first of several; "–" where none is worse than another."""
    known = {
        of: found.value if found.lower_is_better else -found.value
        for of, found in figures.items()
        if found.value is not None
    }
    if len(set(known.values())) < 2:
        return "–"
    return max(known, key=lambda of: known[of])


def value(figure: Figure) -> str:
    """Return a figure, a share with its counts and interval; "–" where nothing tells it."""
    rate = figure.rate
    if figure.value is None:
        return "–"
    if rate is None:
        return f"{figure.value:.4g}"
    low, high = rate.interval
    return f"{figure.value:.2%} ({rate.hits}/{rate.of}; {low:.1%}–{high:.1%})"


def lines(table: Sequence[Row]) -> Iterator[str]:
    """Yield the table's lines for a terminal."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
