"""Shows the findings as text, line by line, or as JSON."""

import json
from dataclasses import asdict

import click

from api.doctor.examination import Further, examine
from api.doctor.finding import Finding, State

COLOURS = {State.OK: "green", State.WARN: "yellow", State.FAIL: "red"}


def report(*, as_json: bool, further: Further) -> int:
    """Examine and show; return the exit status. further: subjects that others examine."""
    findings = []
    for finding in examine(further):
        findings.append(finding)
        if not as_json:
            _show(finding)
    worst = max((finding.state for finding in findings), key=list(State).index)
    if as_json:
        click.echo(json.dumps({"state": worst, "findings": [asdict(one) for one in findings]}))
    return int(worst is State.FAIL)


def _show(finding: Finding) -> None:
    state = click.style(f"{finding.state:4}", fg=COLOURS[finding.state])
    click.echo(f"{state}  {finding.subject:9}  {finding.found}")
    if finding.advice:
        click.echo(f"{'':17}{finding.advice}")
