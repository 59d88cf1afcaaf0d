"""Runs `precheck bulk` in processes of its own."""

import json
import subprocess
import sys

HANDLE_CTRL_C = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""Tests run by a shell in the background inherit that Ctrl-C is ignored."""
COMMAND = [sys.executable, "-c", f"{HANDLE_CTRL_C}; from precheck.cli import main; main()", "bulk"]
MAX_SECONDS = 240
"""Time for a run, on a loaded machine."""


def run(*arguments, **options):
    """Run the command to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=MAX_SECONDS,
        check=False,
        **options,
    )


def rows(out):
    return [json.loads(line) for line in out.read_text().splitlines()]
