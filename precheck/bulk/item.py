"""One photo to check: a file, or one page of a file that has several."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from importlib.metadata import version

from precheck.bulk.found import Source
from precheck.decode.signature import Format, known
from precheck.models_dir import models_version
from precheck.options import Options

PAGED = (Format.PDF, Format.TIFF)
"""Formats that may hold several pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What decides a row beside the photo itself."""

    options: Options
    policy: str
    """Hash of the office's own rules."""
    full_numbers: bool = False
    thumbnails: bool = False

    def key(self) -> str:
        """Return everything of it as text, versions included."""
        versions = [version("precheck"), models_version()]
        return json.dumps([*versions, asdict(self)], sort_keys=True)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One photo, or one page."""

    source: Source
    asked: Asked
    page: int = 1

    @property
    def paged(self) -> bool:
        """Whether the file is of a format that may hold several pages."""
        return known(self.source.data) in PAGED

    @property
    def name(self) -> str:
        """As it is told in its row."""
        return f"{self.source.name}#{self.page}" if self.paged else self.source.name

    @property
    def options(self) -> Options:
        """What is asked of the check of this photo."""
        return replace(
            self.asked.options,
            page=self.page,
            reference=self.source.reference,
            overlay=self.asked.thumbnails,
        )

    @cached_property
    def key(self) -> str:
        """A hash of everything that decides the row: bytes, page, sender, options, versions."""
        sent = self.source.sent
        parts = (self.source.digest, self.page, self.source.reference, sent and sent.at)
        return hashlib.sha256(f"{parts} {self.asked.key()}".encode()).hexdigest()[:32]

    def further(self, pages: int) -> tuple["Item", ...]:
        """Return the pages after the first, where this is the first of so many."""
        if self.page != 1 or not self.paged:
            return ()
        return tuple(replace(self, page=page) for page in range(2, pages + 1))
