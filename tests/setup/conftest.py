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


def _run(*command, folder, **more):
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)} | {
        name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))
    }
    return subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True, **more
    )


def _argued(step, stage):
    """Put the build arguments' defaults into a step."""
    for name, default in re.findall(r"^ARG (\w+)=(.+)$", stage, re.MULTILINE):
        step = step.replace(f"${{{name}}}", default)
    return step


@pytest.fixture(scope="session")
def container(tmp_path_factory):
    """Follow the Dockerfile's first stage, without Docker: a folder with .venv and the code."""
    folder = tmp_path_factory.mktemp("app")
    (stage, *_) = (ROOT / "Dockerfile").read_text().split("\nFROM ")
    for source in copied(stage):
        assert let_in(source), f".dockerignore keeps {source} out"
        kind = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        kind(ROOT / source, folder / source)
    _run(str(DEBIANS), "-m", "venv", ".venv", folder=folder)
    for step in re.findall(r"\.venv/bin/pip install (.+)", stage):
        options = _argued(step, stage).replace("--no-cache-dir", "").split()
        _run(".venv/bin/pip", "install", "--quiet", "--no-compile", *options, folder=folder)
    return folder


@pytest.fixture(scope="session")
def container_with_drivers(container, tmp_path_factory):
    """The same, built with the other requirements as its argument."""
    folder = tmp_path_factory.mktemp("drivers") / "app"
    shutil.copytree(container, folder, symlinks=True, copy_function=os.link)
    lock = ("--require-hashes", "--only-binary", ":all:", "-r", "requirements-servers.txt")
    install = ("-m", "pip", "install", "--quiet", "--no-compile", *lock)
    _run(".venv/bin/python", *install, folder=folder)
    return folder
