"""A file system that the kernel makes read-only under a running service, after an error of it."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.api.faults.faults import check, new_batch, status
from tests.api.server import PROGRAM, running

pytestmark = pytest.mark.faults

MOUNT = 'mount -o loop,errors=remount-ro "$0" "$1" && chmod 700 "$1" && shift && exec "$@"'


@pytest.fixture
def mounted(tmp_path):
    """An image of ext4, a folder, and how to begin a command that sees it there."""
    image, folder = tmp_path / "disk", tmp_path / "data"
    folder.mkdir()
    with image.open("wb") as file:
        file.truncate(32_000_000)
    subprocess.run(["mkfs.ext4", "-q", image], check=True)
    inside = ("unshare", "--mount", "sh", "-c", MOUNT, image, folder)
    if os.getuid() or subprocess.run([*inside, "true"], check=False).returncode:
        pytest.skip("only root may mount, and only where there are loop devices")
    return image, folder, inside


def fail(image):
    """Report an error of the file system to the kernel, which makes it read-only."""
    loop = subprocess.run(["losetup", "-nO", "NAME", "-j", image], capture_output=True, check=True)
    name = Path(loop.stdout.decode().strip()).name
    Path("/sys/fs/ext4", name, "trigger_fs_error").write_text("made by a test")


def test_a_disk_that_turns_read_only_stops_no_check_and_what_it_held_is_there_again(
    mounted, tmp_path
):
    image, folder, inside = mounted
    settings = {"data": folder, "program": (*inside, PROGRAM)}
    log = tmp_path / "log"
    with running(log=log, **settings) as (url, process):
        batch = new_batch(url).json()["id"]
        kept = check(url, reference="9001").json()["id"]
        subprocess.run(["sync", "-f", f"/proc/{process.pid}/root{folder}"], check=True)
        fail(image)
        answer = check(url, reference="9002")
        assert answer.status_code == 200, answer.text
        refused = new_batch(url)
        assert (refused.status_code, refused.json()["code"]) == (503, "busy")
        assert refused.headers["Retry-After"]
        assert (status(url, "/health/ready"), status(url, "/desk/sign-in")) == (200, 200)
    lines = log.read_text()
    assert '"event": "database"' in lines
    assert f'"id": "{answer.json()["id"]}", "event": "row lost"' in lines
    subprocess.run(["e2fsck", "-fp", image], check=False, capture_output=True)
    with running(log=tmp_path / "again", **settings) as (url, _):
        assert status(url, f"/batches/{batch}") == 200
        assert check(url, reference="9001").json()["id"] == kept
        assert new_batch(url).status_code == 201
