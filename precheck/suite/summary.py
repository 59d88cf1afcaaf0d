"""A run in a few lines for a terminal."""

from collections.abc import Iterator

from precheck.suite.figure import Figure
from precheck.suite.report import Report

HEADLINE = (
    *("false_re_photo", "false_accept", "first_reason", "number_read", "number_wrong"),
    *("auc", "calibration_error", "iou_median", "turn", "type", "failed"),
)


def summary(report: Report) -> str:
    """Return the main figures, then what is broken or worse, then one word for all."""
    return "\n".join([*_headline(report), *_broken(report), "red" if report.red else "green"])


def _headline(report: Report) -> Iterator[str]:
    for name in HEADLINE:
        figure = report.figures[name]
        before = "" if report.before is None else f"   before: {value(report.before[name])}"
        yield f"{name:<20}{value(figure)}{before}"


def _broken(report: Report) -> Iterator[str]:
    for each in report.judged:
        if not each.kept:
            yield f"BROKEN {each.figure.name}: {value(each.figure)}, limit {each.told}"
    for change in report.changes:
        mark = "WORSE" if change.worse else "not worse"
        yield (
            f"{mark} {change.name}: {change.only_now} new errors, {change.only_before} mended, "
            f"p = {change.p:.3g}"
        )
    if report.flips:
        yield f"{len(report.flips)} shots are told differently"


def value(figure: Figure) -> str:
    """Return a figure with its interval."""
    rate = figure.rate
    if figure.value is None:
        return "–"
    if rate is None:
        return f"{figure.value:.4g}"
    low, high = rate.interval
    return f"{figure.value:.2%} ({rate.hits}/{rate.of}; {low:.1%}–{high:.1%})"
