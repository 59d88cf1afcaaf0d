"""`make licences`, `make sbom` and `make audit`."""

import sys
from pathlib import Path

import click

from supply.audit import audit as run_audit
from supply.licences import FILE, UnwantedLicence, licences_page
from supply.lock import LOCK

VULNERABLE, NOT_AUDITED = 1, 3
"""Exit statuses of `audit`."""


@click.group()
def main() -> None:
    """Tell what precheck is made of."""


@main.command()
def licences() -> None:
    """Write docs/licences.md; stop at a licence that nobody has allowed."""
    try:
        FILE.write_text(licences_page(), encoding="utf-8")
    except UnwantedLicence as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{FILE.name}: every licence is one that pyproject.toml allows.")


@main.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
def sbom(out: Path) -> None:
    """Write the bill of materials to OUT."""
    from supply.sbom import bill_of_materials  # noqa: PLC0415 - loads the schemas

    out.write_text(bill_of_materials(), encoding="utf-8")
    click.echo(f"Written: {out}")


@main.command()
def audit() -> None:
    """Ask for known vulnerabilities; exit status 3 where not every package could be audited."""
    found = run_audit(LOCK)
    for line in found.vulnerable:
        click.echo(line)
    click.echo(f"{found.audited} packages audited, {len(found.vulnerable)} vulnerabilities.")
    if not found.complete:
        reason = f"{found.missed} packages are unknown to it" if found.audited else "none answered"
        click.echo(
            f"NOT AUDITED in full: no source of advisories was reached that knows ({reason})."
        )
        click.echo("Run it again where one can be reached.")
    if found.vulnerable:
        sys.exit(VULNERABLE)
    sys.exit(0 if found.complete else NOT_AUDITED)


if __name__ == "__main__":
    main()
