"""What C libraries print on standard error, such as libpng, becomes lines of this log.

Each line names the library only: the rest may quote the file.
"""

import os
import re
import sys
import threading
from contextlib import suppress

from api.process.logs import log

STANDARD_ERROR = 2
SOURCE = re.compile(rb"[A-Za-z][A-Za-z ]{1,30}(?=:)")
"""What a line begins with, as in `libpng error: …` and `ZIPDecode: …`."""


def capture() -> None:
    """Log what libraries print from now on; Python's own standard error stays as it is."""
    sys.stderr = os.fdopen(os.dup(STANDARD_ERROR), "w", buffering=1)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)  # a library must never wait for this process
    os.dup2(writing, STANDARD_ERROR)
    os.close(writing)
    threading.Thread(target=_log_lines, args=(reading,), name="libraries", daemon=True).start()


def _log_lines(reading: int) -> None:
    with suppress(OSError), os.fdopen(reading, "rb") as lines:
        for line in lines:
            found = SOURCE.match(line)
            log.warning("library", error=found[0].decode() if found else "other")
