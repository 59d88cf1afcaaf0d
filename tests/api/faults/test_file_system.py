"""A file system that fails under a running service: read-only after an error, cut off, full."""

import fcntl
import os
import struct
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from tests.api.faults.faults import check, new_batch, status, storage, wait_for
from tests.api.server import PROGRAM, photo, running

pytestmark = pytest.mark.faults

OPTIONS = "loop,errors=remount-ro"
MOUNT = f'mount -o {OPTIONS} "$0" "$1" && chmod 700 "$1" && shift && exec "$@"'
SHUTDOWN, WITHOUT_FLUSH = 0x8004587D, 2  # EXT4_IOC_SHUTDOWN, EXT4_GOING_FLAGS_NOLOGFLUSH
LARGE = photo(2400)


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


def seen(process, folder):
    """Return the folder as the process sees it."""
    return Path(f"/proc/{process.pid}/root{folder}")


def fail(image):
    """Report an error of the file system to the kernel, which makes it read-only."""
    loop = subprocess.run(["losetup", "-nO", "NAME", "-j", image], capture_output=True, check=True)
    name = Path(loop.stdout.decode().strip()).name
    Path("/sys/fs/ext4", name, "trigger_fs_error").write_text("made by a test")


def cut(folder):
    """Stop the file system at once: what it has not written yet is lost."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(opened, SHUTDOWN, struct.pack("I", WITHOUT_FLUSH))
    finally:
        os.close(opened)


def repair(process, image, folder):
    """Unmount it under the running process, repair it and mount it again."""
    inside = ("nsenter", "--target", str(process.pid), "--mount")
    unmount = [*inside, "umount", folder]
    wait_for(lambda: subprocess.run(unmount, check=False, capture_output=True).returncode == 0)
    subprocess.run(["e2fsck", "-fp", image], check=False, capture_output=True)
    subprocess.run([*inside, "mount", "-o", OPTIONS, image, folder], check=True)


def refused(answer):
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert answer.headers["Retry-After"]


def fill(file):
    """Write a file until no block is free."""
    with suppress(OSError), file.open("wb", buffering=0) as opened:
        while True:
            opened.write(bytes(4096))


def add_photo(url, batch):
    """Add a photo that the batch does not hold yet; return the status."""
    files = {"photos": ("9001.jpg", LARGE + os.urandom(8))}
    return requests.post(f"{url}/batches/{batch}/photos", files=files, timeout=60).status_code


def test_a_disk_that_turns_read_only_stops_no_check_and_is_repaired_under_the_service(
    mounted, tmp_path
):
    image, folder, inside = mounted
    log = tmp_path / "log"
    with running(log=log, data=folder, program=(*inside, PROGRAM), batch_workers=1) as one:
        url, process = one
        batch = new_batch(url).json()["id"]
        kept = check(url, reference="9001").json()["id"]
        assert storage(url) == "writable"
        fail(image)
        meanwhile = check(url, reference="9002")
        assert meanwhile.status_code == 200, meanwhile.text
        refused(new_batch(url))
        assert storage(url) == "read_only"
        assert status(url, "/desk/sign-in") == 200
        repair(process, image, folder)
        assert new_batch(url).status_code == 201
        assert status(url, f"/batches/{batch}") == 200
        wait_for(lambda: storage(url) == "writable")
        for reference, first in (("9001", kept), ("9002", meanwhile.json()["id"])):
            wait_for(lambda r=reference, id_=first: check(url, reference=r).json()["id"] == id_)
    lines = log.read_text()
    assert '"event": "database"' in lines
    assert '"event": "row lost"' not in lines
    assert '"event": "crash"' not in lines


def test_what_was_answered_outlives_a_power_cut(mounted, tmp_path):
    _, folder, inside = mounted
    settings = {"data": folder, "program": (*inside, PROGRAM)}
    with running(log=tmp_path / "log", **settings) as (url, process):
        subprocess.run(["sync", "-f", seen(process, folder)], check=True)
        batch = new_batch(url).json()["id"]
        cut(seen(process, folder))
        assert check(url).status_code == 200
        refused(new_batch(url))
        assert storage(url) == "failing"
    with running(log=tmp_path / "again", **settings) as (url, _):
        assert status(url, f"/batches/{batch}") == 200


def test_a_full_disk_is_named_until_there_is_space_again(mounted, tmp_path):
    _, folder, inside = mounted
    with running(log=tmp_path / "log", data=folder, program=(*inside, PROGRAM)) as (url, process):
        batch = new_batch(url).json()["id"]
        filler = seen(process, folder) / "filler"
        fill(filler)
        wait_for(lambda: add_photo(url, batch) == 503)
        assert storage(url) == "full"
        assert check(url).status_code == 200
        filler.unlink()
        assert add_photo(url, batch) in {200, 201}
        wait_for(lambda: storage(url) == "writable")
