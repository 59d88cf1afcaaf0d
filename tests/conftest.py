"""Every test run has a data folder of its own: nothing is left in the repository."""

import os
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="precheck-test-")


def pytest_configure(config):
    os.environ["PRECHECK_API_DATA"] = FOLDER
    config.add_cleanup(lambda: shutil.rmtree(FOLDER, ignore_errors=True))
