"""A CycloneDX bill of materials: packages of the lock, models, vendored files, programs."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from supply.licences import licence_of_package
from supply.lock import LOCK, ROOT

VERSION = SchemaVersion.V1_6
VENDORED = ROOT / "api" / "static" / "vendor" / "README.md"
VENDORED_ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \| `(?P<name>[^`]+)` (?P<version>\S+), `[^`]+` "
    r"\| (?P<licence>[^|(]+) \(`[^`]+`\) \| `(?P<sum>[0-9a-f]{64})` \|$",
    re.MULTILINE,
)
SUMS = ROOT / "models" / "SHA256SUMS"
DEBIAN = ROOT / "setup" / "packages-serve.txt"

Component = dict[str, Any]


def bill_of_materials() -> str:
    """Return the bill as JSON, valid CycloneDX and the same for the same files."""
    bill = _of_lock()
    licences = licence_of_package()
    for package in bill["components"]:
        package.pop("description")  # the line of the lock
        if licence := licences.get((package["name"], package["version"])):
            package["licenses"] = [_licence(licence)]
    bill["components"] += [*_models(), *_vendored(), *_debian()]
    root = bill["metadata"]["component"]["bom-ref"]
    references = [component["bom-ref"] for component in bill["components"]]
    bill["dependencies"] = [{"ref": root, "dependsOn": sorted(references)}]
    text = json.dumps(bill, indent=1, ensure_ascii=False) + "\n"
    if error := JsonStrictValidator(VERSION).validate_str(text):
        raise ValueError(f"not CycloneDX: {error}")
    return text


def _of_lock() -> Any:
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements"]
    options = ["--pyproject", "pyproject.toml", "--output-reproducible", "--no-validate"]
    done = subprocess.run(  # noqa: S603 - a fixed command
        [*command, *options, "--sv", VERSION.to_version(), LOCK.name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def _models() -> Iterator[Component]:
    for line in SUMS.read_text(encoding="utf-8").splitlines():
        sha256, file = line.split()
        kind = "data" if file.endswith(".toml") else "machine-learning-model"
        yield {
            "type": kind,
            "bom-ref": f"models/{file}",
            "name": f"models/{file}",
            "hashes": [_hash(sha256)],
        }


def _vendored() -> Iterator[Component]:
    for row in VENDORED_ROW.finditer(VENDORED.read_text(encoding="utf-8")):
        yield {
            "type": "library",
            "bom-ref": f"vendor/{row['file']}",
            "name": row["name"],
            "version": row["version"],
            "hashes": [_hash(row["sum"])],
            "licenses": [_licence(row["licence"])],
            "purl": f"pkg:npm/{quote(row['name'])}@{row['version']}",
        }


def _debian() -> Iterator[Component]:
    """Yield the programs that Debian brings, in the version of the day of installation."""
    for name in ("python3", *DEBIAN.read_text(encoding="utf-8").split()):
        yield {
            "type": "application",
            "bom-ref": f"debian/{name}",
            "name": name,
            "purl": f"pkg:deb/debian/{name}",
        }


def _hash(sha256: str) -> Component:
    return {"alg": "SHA-256", "content": sha256}


def _licence(name: str) -> Component:
    return {"license": {"name": name}}
