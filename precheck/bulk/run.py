"""A bulk run: scans files, checks photos on all cores, writes and sorts each when it is done."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from precheck.answer.as_json import Json
from precheck.bulk.results.result_file import ResultFile, StoredRow, stored_row
from precheck.bulk.results.row import checked_row, crash_row, error_row
from precheck.bulk.results.triage import Triage
from precheck.bulk.sort import sort_item
from precheck.bulk.sources.check_item import CheckItem, RunSettings
from precheck.bulk.sources.files import FileRefusal, FoundFile, IgnoredFile
from precheck.bulk.sources.scan import scan
from precheck.command import Exit
from precheck.runtime.parallel import map_surviving


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkJob:
    """What is checked, and how."""

    paths: tuple[Path, ...]
    settings: RunSettings
    processes: int
    sorted_to: Path | None = None
    """Folder of sorted photos, which is not scanned."""


@dataclass(slots=True)
class RunProgress:
    """Counts of a run so far."""

    photos: Counter[Triage] = field(default_factory=Counter)
    ignored: int = 0
    unchecked: int = 0
    """Photos that take no time: refused, or with a row of an earlier run."""
    worst: Exit = Exit.ACCEPTED

    def count(self, row: StoredRow) -> None:
        """Count a photo."""
        self.photos[row.triage] += 1
        self.worst = max(self.worst, row.status)

    def summary(self) -> str:
        """Return the counts in one line."""
        photos = ", ".join(f"{self.photos[each]} {each}" for each in Triage)
        others = f"; {self.ignored} other files left aside" if self.ignored else ""
        return f"{self.photos.total()} photos: {photos}{others}."


@dataclass(slots=True)
class BulkRun:
    """State of a run; a few hundred bytes a photo."""

    job: BulkJob
    results: ResultFile
    progress: RunProgress = field(default_factory=RunProgress)
    names: set[str] = field(default_factory=set)
    """Names of all photos so far: each is checked once."""
    in_work: dict[str, CheckItem] = field(default_factory=dict)
    """Items that are being checked, by name."""

    def rows(self) -> Iterator[Json]:
        """Yield each new row after it is written."""
        items, pages = self._items(), self._further_pages
        for row in map_surviving(
            checked_row, items, self.job.processes, lost=crash_row, more=pages
        ):
            item = self.in_work.pop(str(row["file"]))
            self._finish(item, self.results.add(row))
            yield row

    def _items(self) -> Iterator[CheckItem]:
        for found in scan(self.job.paths, exclude=self.job.sorted_to):
            yield from self._items_of(found)

    def _items_of(self, found: FoundFile) -> Iterator[CheckItem]:
        if isinstance(found, IgnoredFile):
            self.progress.ignored += 1
        elif isinstance(found, FileRefusal):
            row = error_row(found.name, str(found.code), found.detail)
            self.progress.unchecked += 1
            self.progress.count(self.results.add(row))
        else:
            yield from self._unless_stored(CheckItem(file=found, settings=self.job.settings))

    def _unless_stored(self, item: CheckItem) -> Iterator[CheckItem]:
        """Yield the item, or, if its row is stored, those of its pages without a stored row."""
        if item.name in self.names:
            return
        self.names.add(item.name)
        row = self.results.stored.get(item.name)
        if row is None or row.key != item.key:
            self.in_work[item.name] = item
            yield item
            return
        self.progress.unchecked += 1
        self._finish(item, row)
        for page in item.further_pages(row.pages):
            yield from self._unless_stored(page)

    def _further_pages(self, row: Json) -> Iterator[CheckItem]:
        """Yield the other pages of a file after its first page was checked."""
        item = self.in_work[str(row["file"])]
        for page in item.further_pages(stored_row(row).pages):
            yield from self._unless_stored(page)

    def _finish(self, item: CheckItem, row: StoredRow) -> None:
        self.progress.count(row)
        if self.job.sorted_to is not None:
            sort_item(self.job.sorted_to, row.triage, item)
