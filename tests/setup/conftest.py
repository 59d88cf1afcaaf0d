"""A clean environment of Debian's own Python with nothing but what the container gets."""

import os
import re
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEBIANS = Path("/usr/bin/python3")


def copied(stage: str) -> list[str]:
    """Return what a stage of the Dockerfile copies out of the repository."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", stage, re.MULTILINE)
    return [source for line in lines for source in line.split()[:-1]]


def let_in(path: str) -> bool:
    """Say whether .dockerignore lets a path of the repository into the build."""
    allowed = False
    for line in (ROOT / ".dockerignore").read_text().splitlines():
        name = line.removeprefix("!")
        if line and (fnmatch(path, name) or path.startswith(name + "/")):
            allowed = line.startswith("!")
    return allowed


def _run(*command, folder, **variables):
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), **variables} | {
        name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))
    }
    return subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    )


def copy_in(source: str, folder: Path) -> None:
    """Copy a file or folder of the repository, links as links, to the same place in a folder."""
    place = folder / source
    place.parent.mkdir(parents=True, exist_ok=True)
    if (ROOT / source).is_dir():
        shutil.copytree(ROOT / source, place, symlinks=True)
    else:
        shutil.copy(ROOT / source, place)


def _followed(folder, **arguments):
    """Follow the Dockerfile's first stage in a folder, without Docker, and return what it makes."""
    (stage, *_) = (ROOT / "Dockerfile").read_text().split("\nFROM ")
    for source in copied(stage):
        assert let_in(source), f".dockerignore keeps {source} out"
        copy_in(source, folder)
    (step,) = re.findall(r"^RUN (setup/tree.sh .+)$", stage, re.MULTILINE)
    defaults = dict(re.findall(r"^ARG (\w+)=(.+)$", stage, re.MULTILINE))
    for name, value in (defaults | arguments).items():
        step = step.replace(f"${{{name}}}", value)
    made = folder / "made"
    script, place, *rest = step.split()
    _run(script, str(made), *rest, place, folder=folder, PYTHON=str(DEBIANS))
    return made


@pytest.fixture(scope="session")
def container(tmp_path_factory):
    """Return the folder that the image holds, made by Debian's own Python."""
    return _followed(tmp_path_factory.mktemp("image"))


@pytest.fixture(scope="session")
def container_with_drivers(tmp_path_factory):
    """The same, built with the other requirements as its argument."""
    folder = tmp_path_factory.mktemp("drivers")
    return _followed(folder, REQUIREMENTS="requirements-servers.txt")
