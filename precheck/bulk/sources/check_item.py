"""One item to check: a photo file, or one page of a file with several."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from importlib.metadata import version

from precheck.bulk.sources.files import PhotoFile
from precheck.decode.signature import FileFormat, format_of
from precheck.options import Options
from precheck.runtime.models import models_version

PAGED_FORMATS = (FileFormat.PDF, FileFormat.TIFF)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSettings:
    """Everything that decides a row, apart from the photo."""

    options: Options
    policy: str
    """Hash of the office's policy file."""
    full_numbers: bool = False
    thumbnails: bool = False

    def as_key(self) -> str:
        """Return the settings and the versions of code and models as one text."""
        versions = [version("precheck"), models_version()]
        return json.dumps([*versions, asdict(self)], sort_keys=True)


@dataclass(frozen=True, kw_only=True)
class CheckItem:
    """One photo or page, with the settings of the run."""

    file: PhotoFile
    settings: RunSettings
    page: int = 1
    """From 1."""

    @property
    def paged(self) -> bool:
        """Whether the file's format allows several pages."""
        return format_of(self.file.data) in PAGED_FORMATS

    @property
    def name(self) -> str:
        """Name of its row: the file's, with the page in a paged format."""
        return f"{self.file.name}#{self.page}" if self.paged else self.file.name

    @property
    def options(self) -> Options:
        """Options of its check."""
        return replace(
            self.settings.options,
            page=self.page,
            reference=self.file.reference,
            overlay=self.settings.thumbnails,
        )

    @cached_property
    def key(self) -> str:
        """Hash of everything that decides the row: bytes, page, sender, settings, versions."""
        sent = self.file.sent
        parts = (self.file.digest, self.page, self.file.reference, sent and sent.at)
        return hashlib.sha256(f"{parts} {self.settings.as_key()}".encode()).hexdigest()[:32]

    def further_pages(self, pages: int) -> tuple["CheckItem", ...]:
        """Return the items of pages 2 to `pages`; none unless this is the first page."""
        if self.page != 1 or not self.paged:
            return ()
        return tuple(replace(self, page=page) for page in range(2, pages + 1))
