"""Small pictures of shots with the verdict drawn in, for a report in one file."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from precheck.errors import PrecheckError
from precheck.options import Options
from precheck.suite.run import checked, office

SIZE = (440, 440)


@dataclass(frozen=True, slots=True)
class Look:
    """Where to look for a shot, and by which settings to judge it."""

    folder: Path
    policy: Path | None = None

    def at(self, file: str) -> str:
        """Return the shot with its overlay as a data URL; empty where it has no answer."""
        try:
            found = checked(self.folder / file, Options(overlay=True), office(self.policy))
        except (OSError, PrecheckError):
            return ""
        return "" if found.overlay is None else _data_url(found.overlay)


def _data_url(jpeg: bytes) -> str:
    small, out = Image.open(io.BytesIO(jpeg)), io.BytesIO()
    small.thumbnail(SIZE)
    small.save(out, "JPEG", quality=72)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode("ascii")
