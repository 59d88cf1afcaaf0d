"""`precheck-api doctor`, with the channels, which the doctor itself does not know."""

import sys
from collections.abc import Iterator

import click

from api.settings import Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@click.option(
    "--channels",
    "to",
    metavar="TELEPHONE",
    help="Also send a test message of every number to this one, such as 628….",
)
def doctor(*, as_json: bool, to: str | None) -> None:
    """Examine this installation with the settings of the service, and say what to do.

    Changes nothing and shows no secret. Exit status: 0 nothing failed, 1 something failed.
    """
    from api.channels import examination  # noqa: PLC0415 - loads everything; `key` needs nothing
    from api.doctor.finding import Finding, fail, ok  # noqa: PLC0415 - as above
    from api.doctor.report import report  # noqa: PLC0415 - as above

    def channels(settings: Settings) -> Iterator[Finding]:
        for one in examination.examine(settings, to):
            if one.advice:
                yield fail(one.subject, one.found, one.advice)
            else:
                yield ok(one.subject, one.found)

    sys.exit(report(as_json=as_json, further=channels))
