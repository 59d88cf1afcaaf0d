"""Draw the shots, read their numbers and print the table; an interrupted run is continued."""

import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from bench.numbers import shots
from bench.numbers.answers import NumberAnswer, answers
from precheck.runtime.parallel import cores
from precheck.suite.figures.figure import Rate
from precheck.suite.figures.score_statistics import auc, calibration_error, reliability_bins

AIMS = {"kk": "≥ 98 %", "nik": "≥ 98 %", "siak": "≥ 98 %", "old": "≥ 95 %"}


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("sets/numbers"))
@click.option("--count", default=5200, show_default=True, help="Shots; 0: those of any drawn set.")
@click.option("--jobs", default=cores(), show_default=True)
def main(out: Path, count: int, jobs: int) -> None:
    """Print how often each kind of number is read, and how often read but wrong."""
    with click.progressbar(length=count, label="drawing") as bar:
        for done in shots.draw(out, count, jobs):
            bar.update(done - bar.pos)
    rows = shots.read_numbered(out)
    with click.progressbar(answers(out, rows, jobs), length=len(rows), label="reading") as bar:
        found = list(bar)
    for line in table(found):
        click.echo(line)


def table(found: Sequence[NumberAnswer]) -> list[str]:
    """Return the lines of the table."""
    good = [answer for answer in found if answer.label == "accept"]
    others = [answer for answer in found if answer.label != "accept"]
    lines = [f"{len(found)} shots with the number in the frame, {len(good)} of them acceptable"]
    for kind, aim in AIMS.items():
        of_kind = (answer for answer in good if answer.kind == kind)
        lines.append(_rate(f"right and read, acceptable, {kind}", map(_read_right, of_kind), aim))
    lines += [
        _rate("  the upright ones", (_read_right(a) for a in good if not a.turned), ""),
        _rate("  the turned ones", (_read_right(a) for a in good if a.turned), ""),
        _rate("right and read, the others", map(_read_right, others), ""),
        _rate("read but wrong, acceptable", map(_read_wrong, good), "≤ 0.1 %"),
        _rate("read but wrong, all", map(_read_wrong, found), "≤ 0.3 %"),
        _rate("second reader used, acceptable", (a.second_reader for a in good), "< 15 %"),
        _rate("type right, acceptable", (a.type_right for a in good), "≥ 98 %"),
        _rate("turn right, acceptable", (a.turn_right for a in good), "≥ 99 %"),
    ]
    return lines + _confidence(found) + _added_time(good)


def _read_right(answer: NumberAnswer) -> bool:
    return answer.state == "read" and answer.right


def _read_wrong(answer: NumberAnswer) -> bool:
    return answer.state == "read" and not answer.right


def _rate(name: str, flags: Iterable[bool], aim: str) -> str:
    rate = Rate.over(flags)
    low, high = rate.interval
    share = 100 * (rate.share or 0.0)
    counted = f"{rate.hits}/{rate.of}"
    return f"{name:<40}{counted:>12}{share:8.2f} %  ({100 * low:.2f} to {100 * high:.2f})  {aim}"


def _confidence(found: Sequence[NumberAnswer]) -> list[str]:
    read = [(a.confidence, a.right) for a in found if a.confidence is not None]
    bins = reliability_bins([p for p, _ in read], [right for _, right in read])
    area = auc([p for p, right in read if right], [p for p, right in read if not right])
    return [
        _value("confidence: expected calibration error", calibration_error(bins), "≤ 0.03"),
        _value("confidence: AUC right against wrong", area, "≥ 0.95"),
    ]


def _added_time(good: Sequence[NumberAnswer]) -> list[str]:
    times = [answer.added_ms for answer in good if answer.added_ms is not None]
    median = statistics.median(times) if times else None
    return [_value("processor time that reading adds, median ms", median, "≤ 60")]


def _value(name: str, value: float | None, aim: str) -> str:
    text = "none" if value is None else f"{value:.3f}"
    return f"{name:<40}{text:>12}  {aim}"


if __name__ == "__main__":
    main()
