"""A run's limits and comparisons as JUnit XML, which every CI shows."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from precheck.suite.limits import Judged
from precheck.suite.report import Report

Case = tuple[str, str, str | None]
"""The suite or world, what is checked, and what is wrong; None where nothing is."""


def write(path: Path, reports: Sequence[Report]) -> None:
    """Write one test case a limit and one a compared rate; its class is the suite or world."""
    cases = [case for report in reports for case in _cases(report)]
    failed = sum(message is not None for *_, message in cases)
    root = ET.Element(
        "testsuite", name="precheck suite", tests=str(len(cases)), failures=str(failed)
    )
    for column, name, message in cases:
        case = ET.SubElement(root, "testcase", classname=column, name=name)
        if message is not None:
            ET.SubElement(case, "failure", message=message)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _cases(report: Report) -> Iterator[Case]:
    for j in report.judged:
        yield j.column, f"{j.figure.name} {j.told}", None if j.kept else _broken(j)
    for c in report.changes:
        yield report.name, f"{c.name} against the older run", c.told if c.worse else None


def _broken(judged: Judged) -> str:
    value = judged.figure.value
    return "no shot tells anything about it" if value is None else f"it is {value:.4g}"
