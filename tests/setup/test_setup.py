"""The scripts behind make: each stops with one instruction."""

import os
import re
import socket
import subprocess
import sys
import tomllib
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from specimens.drawing import fonts
from tests.setup.conftest import ROOT

SETUP = ROOT / "setup"


def run(script, *arguments, **environment):
    return subprocess.run(
        [SETUP / script, *arguments],
        env={**os.environ, "PYTHON": sys.executable, **environment},
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def stop_line(done):
    """Return the one line with the instruction."""
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("STOPPED: ")]
    return line


def program(folder, name, text):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


@pytest.fixture
def without_packages(tmp_path):
    """A machine that lacks every package: its dpkg-query finds none."""
    program(tmp_path, "dpkg-query", "exit 1")
    for name in ("apt-get", "sudo"):
        program(tmp_path, name, "exit 100")
    return tmp_path


def path(folder):
    return f"{folder}:{os.environ['PATH']}"


def test_a_taken_port_is_reported():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} is taken" in stop_line(run("port.sh", str(port)))
    assert run("port.sh", str(port)).returncode == 0


@pytest.mark.parametrize("port", ["", "abc", "-1", "65536", "99999999999999999999"])
def test_an_invalid_port_is_reported(port):
    done = run("port.sh", port)
    assert f"PORT={port} is no port" in stop_line(done)
    assert "Traceback" not in done.stderr


def test_without_root_the_command_is_printed(without_packages):
    program(without_packages, "id", "echo 1000")
    line = stop_line(run("packages.sh", "setup/packages-serve.txt", PATH=path(without_packages)))
    assert "run 'sudo apt-get install -y --no-install-recommends tesseract-ocr" in line


def test_without_network_the_network_is_named(without_packages):
    program(without_packages, "id", "echo 0")
    lists = "setup/packages-serve.txt"
    done = run(
        "packages.sh", lists, PATH=path(without_packages), POLICY=str(without_packages / "p")
    )
    assert "network" in stop_line(done)
    assert not (without_packages / "p").exists()


def test_while_packages_are_installed_no_service_may_start(without_packages):
    policy = without_packages / "policy-rc.d"
    program(without_packages, "id", "echo 0")
    program(without_packages, "apt-get", f"{policy}; test $? = 101")
    lists = "setup/packages-serve.txt"
    done = run("packages.sh", lists, PATH=path(without_packages), POLICY=str(policy))
    assert done.returncode == 0, done.stderr
    assert not policy.exists()


def test_with_all_packages_nothing_is_done(tmp_path):
    program(tmp_path, "dpkg-query", "echo installed")
    program(tmp_path, "apt-get", "exit 100")
    done = run("packages.sh", "setup/packages-serve.txt", PATH=path(tmp_path))
    assert (done.returncode, done.stdout) == (0, "")


def test_a_wrong_python_is_reported(tmp_path):
    program(tmp_path, "old", "exit 1")
    assert "3.11, 3.12 or 3.13" in stop_line(
        run("venv.sh", "none.txt", PYTHON=str(tmp_path / "old"))
    )


def test_the_fonts_packages_are_those_that_specimens_draw_with():
    listed = {name for name in (SETUP / "packages-test.txt").read_text().split() if "font" in name}
    source = (ROOT / "specimens" / "drawing" / "fonts.py").read_text()
    assert fonts.LIBERATION in listed
    assert listed == set(re.findall(r'"(fonts-[a-z0-9-]+)"', source))


@pytest.mark.parametrize(
    "lock", ["requirements.txt", "requirements-servers.txt", "requirements-dev.txt"]
)
def test_the_lock_has_hashes_and_names_no_host(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "--index-url" not in text
    for pinned in re.split(r"\n(?=\S)", text):
        if "==" in pinned:
            assert "--hash=sha256:" in pinned, pinned


def test_the_lock_holds_every_library_that_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups, extras = project["dependency-groups"], project["project"]["optional-dependencies"]
    for lock, asked in (
        ("requirements.txt", project["project"]["dependencies"] + groups["base"]),
        ("requirements-servers.txt", [name for extra in extras.values() for name in extra]),
        ("requirements-dev.txt", groups["dev"]),
    ):
        pinned = {line.partition("==")[0] for line in pins(lock)}
        assert {re.split(r"[<>=\[]", name)[0] for name in asked} <= pinned


def test_the_locks_agree_with_each_other():
    assert pins("requirements.txt") <= pins("requirements-servers.txt")
    drivers = pins("requirements-servers.txt") - pins("requirements.txt")
    dev = pins("requirements-dev.txt")  # it may want everywhere what drivers want somewhere
    assert {pin for pin in drivers if not {pin, pin.partition(" ;")[0]} & dev} == set()


def test_the_locks_pin_with_the_extras_that_are_asked_for():
    """With hashes, pip takes the newest X[extra] where X alone is pinned, and refuses it."""
    lock = (ROOT / "requirements-dev.txt").read_text() + (ROOT / "requirements.txt").read_text()
    pinned = re.findall(r"^([a-z0-9-]+)(?:\[([a-z0-9,-]+)\])?==", lock, re.MULTILINE)
    names = {name for name, _ in pinned}
    held = {(name, extra) for name, extras in pinned for extra in extras.split(",") if extra}
    asked = {
        (canonicalize_name(wanted.name), extra)
        for dist in distributions()
        if canonicalize_name(dist.metadata["Name"]) in names
        for wanted in map(Requirement, dist.requires or ())
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""})
        for extra in wanted.extras
    }
    assert ("coverage", "toml") in asked
    assert asked <= held


def pins(lock):
    """Return what a lock asks for, as name==version and where, without extras."""
    text = re.sub(r"\[[a-z0-9,-]+\]==", "==", (ROOT / lock).read_text())
    return {one.rstrip(" \\") for one in re.findall(r"^[a-z0-9-]+==.*", text, re.MULTILINE)}


def test_every_target_that_is_documented_is_there():
    makefile = (ROOT / "Makefile").read_text()
    names = ("README.md", "CONTRIBUTING.md", "deploy/README.md")
    documents = [*(ROOT / name for name in names), *(ROOT / "docs").glob("*.md")]
    asked = {
        name
        for one in documents
        for name in re.findall(r"(?:^|`)make ([a-z-]+)", one.read_text(), re.MULTILINE)
    }
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert asked
    assert asked <= targets
