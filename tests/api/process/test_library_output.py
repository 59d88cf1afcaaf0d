"""What C libraries print is a line of the log that quotes nothing."""

import json
import subprocess
import sys
from pathlib import Path

from tests.files import quarters, saved

PRINTING = """
import os, sys, time
from precheck.decode.file import decode
from precheck.errors import BrokenPicture
from api.process import library_output, logs
logs.configure(sys.stdout)
library_output.capture()
try:
    decode(sys.stdin.buffer.read())
except BrokenPicture:
    print("broken", file=sys.stderr)
os.write(2, b"Siti 3514010101209001\\n" * 2)
os.write(2, b"x" * 1_000_000)  # more than a pipe holds: nobody waits
time.sleep(0.5)
"""


def test_it_names_the_library_and_python_keeps_its_own_standard_error():
    data = bytearray(saved(quarters((400, 300)), "PNG"))
    data[-30] ^= 1
    done = subprocess.run(
        [sys.executable, "-c", PRINTING],
        input=bytes(data),
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(line["event"], line["error"]) for line in lines[:3]} == {
        ("library", "libpng error"),
        ("library", "other"),
    }
    assert done.stderr == b"broken\n"
    assert b"Siti" not in done.stdout
