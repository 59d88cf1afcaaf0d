"""The overview table: the main figures of several suites, one column a suite or world."""

from collections.abc import Iterator, Mapping, Sequence

from precheck.suite.figures.figure import Figure
from precheck.suite.report.suite_report import SuiteReport

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
    compared = {name: found for report in reports for name, found in report.columns.items()}
    shown = {name: found for report in reports for name, found in _columns(report)}
    several = len(compared) > 1
    heading = ("figure", *shown, "worst") if several else ("figure", *shown)
    return [
        heading, *(_row(name, shown, compared if several else {}) for name in OVERVIEW_FIGURES)
    ]  # fmt: skip


def _columns(report: SuiteReport) -> Iterator[tuple[str, Mapping[str, Figure]]]:
    yield from report.columns.items()
    if report.default_figures is not None:
        yield f"{report.name}, default settings", report.default_figures


def _row(
    name: str,
    shown: Mapping[str, Mapping[str, Figure]],
    compared: Mapping[str, Mapping[str, Figure]],
) -> TableRow:
    cells = (figure_text(figures[name]) for figures in shown.values())
    last = (worst({of: figures[name] for of, figures in compared.items()}),) if compared else ()
    return (name, *cells, *last)


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
