"""The licences of the packages that the service runs with, by pip-licenses.

`[tool.pip-licenses]` in pyproject.toml names the licences that are wanted; any other fails.
"""

import json
import subprocess
import sys

from packaging.utils import canonicalize_name

from supply.lock import ROOT, names_here

FILE = ROOT / "docs" / "licences.md"
INTRODUCTION = """\
# Licences

The Python packages that the service runs with, its drivers included. `make licences` writes this
page with pip-licenses and stops at a licence that `[tool.pip-licenses]` in `pyproject.toml` does
not name. Not listed: packages of other systems (`colorama`, `tzdata`) and of old Pythons
(`async-timeout`).

The native libraries inside a package have their licences in its `.dist-info` folder, the vendored
scripts and the style sheet in `api/static/vendor`, the regions' names in
`precheck/number_formats/regions.LICENSE`, pretrained weights in `models/licences`, Debian's
packages in the machine's `/usr/share/doc`.
`make sbom` lists packages, models, vendored files and programs.

"""


class UnwantedLicence(Exception):
    """A package has a licence that nobody has allowed."""


def licences_page() -> str:
    """Return the page. Raises UnwantedLicence, naming package and licence."""
    return INTRODUCTION + _pip_licenses("--format=markdown", "--no-version")


def licence_of_package() -> dict[tuple[str, str], str]:
    """Return each package's licence by name and version. Raises UnwantedLicence."""
    rows = json.loads(_pip_licenses("--format=json"))
    return {(canonicalize_name(row["Name"]), row["Version"]): row["License"] for row in rows}


def _pip_licenses(*options: str) -> str:
    command = [sys.executable, "-m", "piplicenses", "--with-system", *options]
    done = subprocess.run(  # noqa: S603 - a fixed command
        [*command, "--packages", *names_here()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise UnwantedLicence(done.stderr.strip())
    return done.stdout
