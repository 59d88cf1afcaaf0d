"""A service that crashes or hangs on certain files."""

import os
import time

from tests.fuzz.watch import serve


def unruly(pipe):
    serve(pipe, misbehave)


def misbehave(data):
    if data == b"crash":
        os.abort()
    if data == b"hang":
        time.sleep(60)
    return ("accept", 200) if data == b"fine" else ("500", 500)
