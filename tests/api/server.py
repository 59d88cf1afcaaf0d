"""A real server on a free port of this machine, and a drawn photo to send."""

import io
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import requests
from PIL import Image, ImageDraw, ImageFont

from tests.servers.ports import free_port

PROGRAM = Path(sys.executable).with_name("precheck-api")
START = 120  # seconds; a loaded machine starts slowly


@contextmanager
def running(*, log, workers=1, program=(PROGRAM,), port=None, **settings):
    """Serve until the block ends: yields the address and the process."""
    port = port or free_port()
    command = [*program, "serve", "--port", str(port), "--workers", str(workers)]
    settings = {"batch_workers": 0, "batch_niceness": 0, **settings}
    environment = os.environ | {
        f"PRECHECK_API_{key.upper()}": str(settings[key]) for key in settings
    }
    with log.open("w") as lines:
        process = subprocess.Popen(command, stdout=lines, stderr=lines, env=environment)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, process, log)
        yield url, process
    finally:
        process.terminate()
        process.wait(40)


def _wait(url, process, log):
    until = time.monotonic() + START
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            assert requests.get(f"{url}/health/ready", timeout=5).status_code == 200
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(log.read_text())


def photo(width=1600):
    """Draw a sheet of print on a table."""
    picture = Image.new("RGB", (width, width * 3 // 4), (120, 100, 80))
    pen = ImageDraw.Draw(picture)
    edge, size = width // 16, width // 50
    pen.rectangle((edge, edge, width - edge, width * 3 // 4 - edge), fill=(240, 240, 238))
    face = ImageFont.load_default(size)
    for row in range(20):
        text = f"{row} SPECIMEN tulisan terbaca jelas 0123456789"
        pen.text((2 * edge, 2 * edge + row * size * 1.4), text, (30, 30, 30), face)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()
