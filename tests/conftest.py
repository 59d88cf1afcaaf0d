"""Every test run has a data folder of its own, and its processes one thread each to compute with.

Nothing is left in the repository. pytest-xdist's workers share the cores: threads of OpenMP that
wait for a core that another worker has cost three times the work. Templates are compiled once for
all the services that the tests make.
"""

import os
import shutil
import tempfile

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from precheck.runtime.parallel import use_one_thread
from tests.servers.chromium import chromium

FOLDER = tempfile.mkdtemp(prefix="precheck-test-")


def pytest_configure(config):
    os.environ["PRECHECK_API_DATA"] = FOLDER
    os.environ["OMP_NUM_THREADS"] = "1"
    use_one_thread()
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(FOLDER)}
    config.add_cleanup(lambda: shutil.rmtree(FOLDER, ignore_errors=True))


@pytest.fixture(scope="session")
def browser():
    """One Chromium; a test closes the contexts that it opens."""
    with chromium() as browser:
        yield browser
