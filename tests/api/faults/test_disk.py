"""A disk that is full, and one that is read-only."""

import os
import resource
import subprocess
from pathlib import Path

import pytest

from api.settings import Settings
from api.store import checks
from api.store.database.store import Store
from tests.api.faults.faults import check, limited, new_batch, status, storage, wait_for
from tests.api.server import PROGRAM, running


@pytest.mark.faults
def test_a_full_disk_stops_batches_but_no_check_and_its_rows_are_written_later(tmp_path):
    log = tmp_path / "log"
    with running(log=log, data=tmp_path) as (url, process):
        assert new_batch(url).status_code == 201
        limited(process, resource.RLIMIT_FSIZE, 1)  # no file may grow: neither database nor log
        answer = check(url)
        assert answer.status_code == 200, answer.text
        refused = new_batch(url)
        assert (refused.status_code, refused.json()["code"]) == (503, "busy")
        assert refused.headers["Retry-After"]
        assert (storage(url), status(url, "/desk/sign-in")) == ("full", 200)
        limited(process, resource.RLIMIT_FSIZE, None)
        assert new_batch(url).status_code == 201
        store = Store.open(Settings(data=tmp_path))
        wait_for(lambda: row(store, answer.json()["id"]) is not None)
        store.close()
    assert '"status": 503' not in log.read_text()  # these lines found no place
    assert log.read_text().count('"endpoint": "batches.new_batch"') == 2


def row(store, id_):
    with store.reading() as connection:
        return checks.get(connection, id_)


READ_ONLY = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'


@pytest.mark.parametrize("existing", [False, True], ids=["new", "existing"])
def test_a_read_only_disk_ends_the_start_with_one_line(tmp_path, existing):
    folder = tmp_path / "data"
    folder.mkdir()
    if existing:
        Store.open(Settings(data=folder)).close()
    done = subprocess.run(
        [*read_only(folder), PROGRAM, "serve", "--port", "0"],
        env=os.environ | {"PRECHECK_API_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Error: "), done.stderr
    assert "Traceback" not in done.stderr


def read_only(folder):
    """Make the folder read-only, and return how to begin a command that sees it so."""
    if os.getuid():
        folder.chmod(0o500)
        for path in folder.iterdir():
            path.chmod(0o400)
        return []
    inside = ("unshare", "--mount", "sh", "-c", READ_ONLY, folder)
    if subprocess.run([*inside, "true"], check=False, capture_output=True).returncode:
        pytest.skip("root here may write everywhere, and may mount nothing")
    return inside


@pytest.mark.faults
def test_a_log_that_nobody_can_write_cuts_no_answer(tmp_path):
    with running(log=Path("/dev/full"), data=tmp_path) as (url, _):
        assert check(url).status_code == 200
