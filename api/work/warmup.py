"""Proves that photos can be checked, before the first request, on a drawn sheet of print."""

import io

from PIL import Image, ImageDraw, ImageFont

from api.process.logs import log
from api.service import Service
from precheck.errors import BadModel, ToolMissing
from precheck.options import Options
from precheck.runtime.models import verify_models
from precheck.runtime.process import prepare_process


def warm_up(service: Service) -> None:
    """Prove it at the start. A missing tool is only logged; the service answers 503 meanwhile.

    Raises BadModel, also logged: the service does not start without its models.
    """
    prepare_process()
    try:
        verify_models()
        prove(service)
    except ToolMissing as missing:
        log.error(str(missing), code=missing.code)
    except BadModel as bad:
        log.error(str(bad), code=bad.code)
        raise


def prove(service: Service) -> None:
    """Check the sample sheet, once a process. Raises ToolMissing, BadModel, Busy."""
    if not service.warmed_up.is_set():
        service.judged(sample_sheet(), Options())
        service.warmed_up.set()


def sample_sheet() -> bytes:
    """Return a JPEG of a white sheet with lines of print on a dark table."""
    picture = Image.new("RGB", (1200, 900), (90, 80, 70))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 60, 1140, 840), fill=(240, 240, 240))
    for row in range(12):
        line = f"{row} KARTU KELUARGA No. 0123456789 SPECIMEN"
        pen.text((100, 100 + 56 * row), line, (30, 30, 30), ImageFont.load_default(28))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()
