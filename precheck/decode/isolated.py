"""Decoding in a process of its own, under hard limits.

A few hundred bytes can ask PDFium for hours and gigabytes, which nothing interrupts, and crash the
decoder of HEIC. So both work where they harm nobody: `pdf_child` and `heic_child` read the file
from standard input and answer with one line of JSON, then the bytes of a bitmap.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from precheck.errors import BrokenPicture, TooLarge

CPU_SECONDS = 3
"""Of one page; usual ones take a tenth of it."""
WALL_SECONDS = 15
"""In case it waits for something."""


def ask(child: str, data: bytes, *numbers: int) -> tuple[dict[str, Any], bytes]:
    """Run a child beside this file and return its answer: header and bitmap.

    Raises TooLarge where it takes too long, BrokenPicture where it ends without an answer.
    """
    path = Path(__file__).with_name(child)
    command = [sys.executable, "-I", str(path), str(CPU_SECONDS), *map(str, numbers)]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell, numbers only
            command, input=data, capture_output=True, timeout=WALL_SECONDS, check=False
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
    return TooLarge(f"The file takes more than {CPU_SECONDS} seconds to decode.")
