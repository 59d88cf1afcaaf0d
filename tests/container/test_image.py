"""The image runs as compose.yaml says: nobody's user, no rights, a read-only disk."""

import pytest
import requests

from tests.container.engine import engine, exit_status, running
from tests.trial import FILES, assert_accepted

pytestmark = pytest.mark.container

MAX_MB = 450


def test_the_image_is_small(image):
    size = int(engine("image", "inspect", "--format", "{{.Size}}", image).stdout)
    assert size <= MAX_MB * 1_000_000


def test_without_a_key_it_does_not_start(image, name):
    done = engine("run", f"--name={name}", image, check=False)
    try:
        assert done.returncode != 0
        assert "key" in done.stderr + done.stdout
        assert not running(name)
        assert exit_status(name) == done.returncode
    finally:
        engine("rm", "--force", name)


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_each_format_is_checked(served, file):
    _, url, key = served
    assert_accepted(url, key, file)


def test_a_call_without_a_key_is_refused(served):
    assert requests.post(f"{served[1]}/check", timeout=60).status_code == 401


def test_its_doctor_finds_nothing_that_fails(served):
    done = engine("exec", served[0], "precheck-api", "doctor", check=False)
    assert done.returncode == 0, done.stdout


def test_it_runs_as_nobody_without_rights(served):
    status = engine("exec", served[0], "cat", "/proc/1/status").stdout
    of = dict(line.split(":", 1) for line in status.splitlines())
    assert of["Uid"].split() == ["10001"] * 4
    assert {int(of[name], 16) for name in ("CapEff", "CapPrm", "CapBnd", "CapInh")} == {0}
    assert of["NoNewPrivs"].strip() == "1"


@pytest.mark.parametrize("path", ["/x", "/opt/precheck/x", "/etc/x"])
def test_its_disk_is_read_only(served, path):
    done = engine("exec", served[0], "touch", path, check=False)
    assert "Read-only file system" in done.stderr


def test_its_data_is_readable_by_the_service_alone(served):
    listed = engine("exec", served[0], "stat", "--format=%a %u %n", "/data/secret").stdout
    assert listed.split() == ["600", "10001", "/data/secret"]


@pytest.mark.parametrize("tool", ["pip", "gcc", "cc", "ld", "curl", "wget"])
def test_it_holds_no_tool_to_build_or_fetch_with(served, tool):
    for name, status in (("python", 0), (tool, 1)):
        done = engine("exec", served[0], "which", name, check=False)
        assert done.returncode == status, done.stderr


def test_its_python_holds_no_pip(served):
    done = engine("exec", served[0], "python", "-c", "import pip", check=False)
    assert "No module named 'pip'" in done.stderr


def test_its_log_holds_no_fault(served):
    log = engine("logs", served[0])
    for word in ("Traceback", '"level": "error"', "crash"):
        assert word not in log.stdout + log.stderr
