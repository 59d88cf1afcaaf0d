"""Draw the shots, read their numbers and print the table. Goes on where it was broken off."""

import statistics
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from bench.numbers import shots
from bench.numbers.answers import Answer, answered
from precheck.parallel import cores
from precheck.suite.ranks import auc
from precheck.suite.rates import Rate
from precheck.suite.reliability import bins, calibration_error

KINDS = {"kk": "≥ 98 %", "nik": "≥ 98 %", "siak": "≥ 98 %", "old": "≥ 95 %"}


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("sets/numbers"))
@click.option("--count", default=5200, show_default=True, help="Shots; 0: those of any drawn set.")
@click.option("--jobs", default=cores(), show_default=True)
def main(out: Path, count: int, jobs: int) -> None:
    """Print how often each kind of number is read, and how often read but wrong."""
    with click.progressbar(length=count, label="drawing") as bar:
        for done in shots.draw(out, count, jobs):
            bar.update(done - bar.pos)
    rows = shots.numbered(out)
    with click.progressbar(answered(out, rows, jobs), length=len(rows), label="reading") as bar:
        answers = list(bar)
    for line in table(answers):
        click.echo(line)


def table(answers: Sequence[Answer]) -> list[str]:
    """Return the lines of the table."""
    good = [answer for answer in answers if answer.label == "accept"]
    lines = [f"{len(answers)} shots with the number in the frame, {len(good)} of them acceptable"]
    lines += [
        _rate(f"right and read, acceptable, {kind}", map(_hit, _of(good, kind)), aim)
        for kind, aim in KINDS.items()
    ]
    lines += [
        _rate("  the upright ones", (_hit(a) for a in good if not a.turned), ""),
        _rate("  the turned ones", (_hit(a) for a in good if a.turned), ""),
        _rate("right and read, the others", (_hit(a) for a in answers if a.label != "accept"), ""),
        _rate("read but wrong, acceptable", map(_wrong, good), "≤ 0.1 %"),
        _rate("read but wrong, all", map(_wrong, answers), "≤ 0.3 %"),
        _rate("second reader asked, acceptable", (a.asked for a in good), "< 15 %"),
        _rate("type right, acceptable", (a.type_right for a in good), "≥ 98 %"),
        _rate("turn right, acceptable", (a.turn_right for a in good), "≥ 99 %"),
    ]
    return lines + _confidence(answers) + _time(good)


def _of(answers: Sequence[Answer], kind: str) -> list[Answer]:
    return [answer for answer in answers if answer.kind == kind]


def _hit(answer: Answer) -> bool:
    return answer.state == "read" and answer.right


def _wrong(answer: Answer) -> bool:
    return answer.state == "read" and not answer.right


def _rate(name: str, flags: Iterable[bool], aim: str) -> str:
    rate = Rate.over(flags)
    low, high = rate.interval
    share = 100 * (rate.share or 0.0)
    counted = f"{rate.hits}/{rate.of}"
    return f"{name:<40}{counted:>12}{share:8.2f} %  ({100 * low:.2f} to {100 * high:.2f})  {aim}"


def _confidence(answers: Sequence[Answer]) -> list[str]:
    told = [(a.confidence, a.right) for a in answers if a.confidence is not None]
    error = calibration_error(bins([p for p, _ in told], [right for _, right in told]))
    area = auc([p for p, right in told if right], [p for p, right in told if not right])
    return [
        _value("confidence: expected calibration error", error, "≤ 0.03"),
        _value("confidence: AUC right against wrong", area, "≥ 0.95"),
    ]


def _time(good: Sequence[Answer]) -> list[str]:
    times = [answer.added_ms for answer in good if answer.added_ms is not None]
    median = statistics.median(times) if times else None
    return [_value("processor time that reading adds, median ms", median, "≤ 60")]


def _value(name: str, value: float | None, aim: str) -> str:
    told = "none" if value is None else f"{value:.3f}"
    return f"{name:<40}{told:>12}  {aim}"


if __name__ == "__main__":
    main()
