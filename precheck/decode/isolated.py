"""Decoding in a child process under hard limits.

A few hundred bytes can take PDFium hours and gigabytes, or crash the decoder of HEIC. The scripts
`pdf_child` and `heic_child` read the file from standard input and write one line of JSON, then the
bytes of a bitmap.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from precheck.errors import BrokenPicture, TooLarge

MAX_CPU_SECONDS = 3
"""For one page; a usual page takes a tenth of it."""
MAX_WALL_SECONDS = 15
"""For a child that waits instead of computing."""


def run_child(child: str, data: bytes, *numbers: int) -> tuple[dict[str, Any], bytes]:
    """Run a script of this folder and return its output: header and bitmap.

    numbers: further arguments of the script. Raises TooLarge where it exceeds the time limits,
    BrokenPicture where it fails.
    """
    path = Path(__file__).with_name(child)
    command = [sys.executable, "-I", str(path), str(MAX_CPU_SECONDS), *map(str, numbers)]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell, numbers only
            command, input=data, capture_output=True, timeout=MAX_WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow() from error
    if done.returncode == -signal.SIGXCPU:
        raise _too_slow()
    if done.returncode != 0:
        raise BrokenPicture("The file is damaged, incomplete or asks for too much memory.")
    line, _, body = done.stdout.partition(b"\n")
    return json.loads(line), body


def _too_slow() -> TooLarge:
    return TooLarge(f"The file takes more than {MAX_CPU_SECONDS} seconds to decode.")
