"""Known vulnerabilities in the packages that the service runs with, by pip-audit.

pip-audit reports success where its source knows none of the packages, as a mirror without
advisories does. Here that is no success: what was not audited is said.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCES = (("--vulnerability-service", "pypi"), ("--vulnerability-service", "osv"))
"""pip-audit's options for each source of advisories, in the order in which they are asked."""
TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Audit:
    """What a source of advisories said."""

    vulnerable: tuple[str, ...]
    """One line for each vulnerability."""
    audited: int
    missed: int
    """Packages of which the source knows nothing."""

    @property
    def complete(self) -> bool:
        """Return whether the source knows every package."""
        return self.audited > 0 and self.missed == 0


NOTHING = Audit(vulnerable=(), audited=0, missed=0)
"""The source was not reached."""


def audit(lock: Path, sources: Sequence[Sequence[str]] = SOURCES) -> Audit:
    """Ask the sources in turn until one knows every package; return the best answer."""
    best = NOTHING
    for source in sources:
        found = _ask(lock, source)
        if found.audited > best.audited:
            best = found
        if best.complete:
            break
    return best


def read_report(report: str) -> Audit:
    """Return what pip-audit's JSON says; NOTHING if it is none."""
    try:
        packages = json.loads(report)["dependencies"]
    except ValueError:
        return NOTHING
    known = [one for one in packages if "skip_reason" not in one]
    lines = [
        f"{one['name']} {one['version']}: {found['id']}, mended in "
        f"{', '.join(found['fix_versions']) or 'no version'}"
        for one in known
        for found in one["vulns"]
    ]
    return Audit(tuple(lines), audited=len(known), missed=len(packages) - len(known))


def _ask(lock: Path, source: Sequence[str]) -> Audit:
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--disable-pip"]
    options = ["--require-hashes", "--format", "json", "--progress-spinner", "off"]
    timeout = ["--timeout", str(TIMEOUT_SECONDS)]
    done = subprocess.run(  # noqa: S603 - a fixed command
        [*command, *options, *timeout, *source], capture_output=True, text=True, check=False
    )
    return read_report(done.stdout)
