"""Every test run has a data folder of its own, and its processes one thread each to compute with.

Nothing is left in the repository. pytest-xdist's workers share the cores: threads of OpenMP that
wait for a core that another worker has cost three times the work. Templates are compiled once for
all the services that the tests make, and builders of addresses where one is built: they are half of
what it takes to make a service.
"""

import gc
import os
import shutil
import tempfile

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

from precheck.runtime.process import prepare_process
from tests.servers.chromium import chromium

FOLDER = tempfile.mkdtemp(prefix="precheck-test-")


def pytest_configure(config):
    os.environ["PRECHECK_API_DATA"] = FOLDER
    os.environ["OMP_NUM_THREADS"] = "1"
    prepare_process()
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(FOLDER)}
    Rule._compile_builder = compiled_when_called(Rule._compile_builder)
    config.add_cleanup(lambda: shutil.rmtree(FOLDER, ignore_errors=True))


def pytest_collection_finish():
    """Search less often for garbage: what is loaded by now stays, and tests make much that does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def compiled_when_called(compile_builder):
    """Return what compiles a rule's builder of addresses when it is called for the first time."""

    def compile_later(_rule, append_unknown=True):
        compiled = []

        def build(rule, **values):
            if not compiled:
                compiled.append(compile_builder(rule, append_unknown))
            return compiled[0](rule, **values)

        return build

    return compile_later


@pytest.fixture(scope="session")
def browser():
    """One Chromium; a test closes the contexts that it opens."""
    with chromium() as browser:
        yield browser
