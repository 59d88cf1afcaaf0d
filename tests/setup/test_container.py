"""The Dockerfile's steps give a service that runs, from the lock and the copied files alone."""

import re
import subprocess

import pytest

from tests.setup.conftest import DEBIANS, ROOT, copied, let_in

DOCKERFILE = (ROOT / "Dockerfile").read_text()

pytestmark = pytest.mark.skipif(not DEBIANS.exists(), reason="Debian's Python is not here")


def test_everything_that_is_copied_is_there():
    sources = copied(DOCKERFILE)
    assert {"requirements.txt", "precheck", "api", "models"} <= set(sources)
    for source in sources:
        assert (ROOT / source).exists(), source
        assert let_in(source), source


@pytest.mark.parametrize("path", [".git", "tests", "specimens", "sets", ".venv", "docs"])
def test_nothing_else_reaches_the_build(path):
    assert not let_in(path)


def test_the_copied_code_checks_and_serves(container):
    """Import all that serving imports, from a folder that holds nothing else."""
    code = (
        "import precheck.cli, api.app, api.serve; from api.settings import load;"
        "app = api.app.create_app(load());"
        "print(app.test_client().get('/health/ready').json['status'])"
    )
    done = subprocess.run(
        ["bin/python", "-c", code],
        cwd=container,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["ready"], done.stderr


def test_the_other_lock_brings_the_drivers(container, container_with_drivers):
    assert "requirements-servers.txt" in (ROOT / "compose.yaml").read_text()
    code = "import api.work.distributed, psycopg, redis; from psycopg import pq; pq.version()"
    for folder, status in ((container, 1), (container_with_drivers, 0)):
        command = ["bin/python", "-c", code]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        assert done.returncode == status, done.stderr


@pytest.mark.parametrize("command", ["precheck", "precheck-api"])
def test_the_commands_are_there(container, command):
    """Their first line names the place that the folder has in the image."""
    file = container / "bin" / command
    assert file.read_text().startswith("#!/opt/precheck/bin/python\n")
    done = subprocess.run(["bin/python", file, "--version"], cwd=container, check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("module", ["pip", "setuptools", "pytest"])
def test_no_tool_to_build_with_is_there(container, module):
    done = subprocess.run(["bin/python", "-c", f"import {module}"], cwd=container, check=False)
    assert done.returncode == 1


def test_a_photo_is_checked_without_the_video_codecs(container):
    photo = ROOT / "tests" / "fixtures" / "photos" / "00002.jpg"
    assert sum(one.stat().st_size for one in container.rglob("libav[cf]*.so*")) < 100_000
    command = ["bin/python", "bin/precheck", "check", photo]
    assert subprocess.run(command, cwd=container, check=False).returncode == 0


def test_it_runs_as_nobody_reads_health_and_keeps_memory():
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"^USER [1-9]\d+$", last, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .*\n.*health/ready", last, re.MULTILINE)
    assert "TMPDIR=/dev/shm" in last
    compose = (ROOT / "compose.yaml").read_text()
    assert "read_only: true" in compose
    assert "cap_drop: [ALL]" in compose


def test_debians_packages_are_those_that_serving_installs():
    wanted = (ROOT / "setup" / "packages-serve.txt").read_text().split()
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    installed = re.search(r"install -y --no-install-recommends (.+?) \\", last)[1].split()
    wanted.remove("tesseract-ocr")  # the program: the lock brings it as a library
    assert installed == ["python3", *wanted]
