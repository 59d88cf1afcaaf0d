"""Limits and comparisons of a run as JUnit XML, for continuous integration."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from precheck.suite.limits import LimitCheck
from precheck.suite.report.suite_report import SuiteReport

JunitCase = tuple[str, str, str | None]
"""Suite or world, name of the check, and failure message or None."""


def write_junit(path: Path, reports: Sequence[SuiteReport]) -> None:
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


def _cases(report: SuiteReport) -> Iterator[JunitCase]:
    for c in report.limit_checks:
        yield c.column, f"{c.figure.name} {c.description}", None if c.kept else _failure(c)
    for change in report.changes:
        failure = change.description if change.worse else None
        yield report.name, f"{change.name} against the older run", failure


def _failure(check: LimitCheck) -> str:
    value = check.figure.value
    return "no shot has the truth for it" if value is None else f"it is {value:.4g}"
