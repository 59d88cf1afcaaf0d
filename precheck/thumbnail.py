"""A picture inside a page: a data URL."""

import base64
import io

from PIL import Image


def thumbnail(jpeg: bytes, side: int) -> str:
    """Return a JPEG, at most `side` pixels wide and high, as a data URL."""
    small, out = Image.open(io.BytesIO(jpeg)), io.BytesIO()
    small.thumbnail((side, side))
    small.save(out, "JPEG", quality=72)
    return data_url(out.getvalue())


def data_url(jpeg: bytes) -> str:
    """Return a JPEG as a data URL."""
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")
