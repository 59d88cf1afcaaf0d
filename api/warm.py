"""Loads every model before the first photo comes, by checking a sheet of print drawn here."""

import io
from functools import partial

from PIL import Image, ImageDraw, ImageFont

from api.logs import log
from api.service import Service
from precheck.errors import BadModel, ToolMissing
from precheck.options import Options
from precheck.threads import one_thread


def warm(service: Service) -> None:
    """Check the sheet. A missing tool is logged; the service then answers 503 until it is there.

    Raises BadModel, logged too: nothing mends a model while the service runs.
    """
    one_thread()
    try:
        service.capacity.run(partial(service.check, sheet(), Options(), service.office))
    except ToolMissing as missing:
        log.error(str(missing), code=missing.code)
    except BadModel as bad:
        log.error(str(bad), code=bad.code)
        raise


def sheet() -> bytes:
    """Return a JPEG of a white sheet with a few lines of print on a dark table."""
    picture = Image.new("RGB", (1200, 900), (90, 80, 70))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 60, 1140, 840), fill=(240, 240, 240))
    for row in range(12):
        line = f"{row} KARTU KELUARGA No. 0123456789 SPECIMEN"
        pen.text((100, 100 + 56 * row), line, (30, 30, 30), ImageFont.load_default(28))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()
