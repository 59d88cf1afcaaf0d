"""One run: what is found, checked on all cores, written and sorted as each photo is done."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from precheck.bulk.found import Found, Refused, Skipped
from precheck.bulk.item import Asked, Item
from precheck.bulk.pile import Pile
from precheck.bulk.results import Kept, Results, kept
from precheck.bulk.row import error_row, lost_row, row_of
from precheck.bulk.sort import sort
from precheck.bulk.walk import walk
from precheck.command import Exit
from precheck.parallel import surviving
from precheck.render import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is checked, and how."""

    paths: tuple[Path, ...]
    asked: Asked
    jobs: int
    sorted_to: Path | None = None


@dataclass(slots=True)
class Tally:
    """What a run has met so far."""

    piles: Counter[Pile] = field(default_factory=Counter)
    skipped: int = 0
    at_once: int = 0
    """Photos that cost no time: their row was there already, or they were refused."""
    worst: Exit = Exit.ACCEPTED

    def count(self, row: Kept) -> None:
        """Count a photo."""
        self.piles[row.pile] += 1
        self.worst = max(self.worst, row.status)

    def told(self) -> str:
        """Return the sum of the run in one line."""
        piles = ", ".join(f"{self.piles[pile]} {pile}" for pile in Pile)
        others = f"; {self.skipped} other files left aside" if self.skipped else ""
        return f"{self.piles.total()} photos: {piles}{others}."


@dataclass(slots=True)
class Run:
    """The state of a run: small, whatever the backlog."""

    job: Job
    results: Results
    tally: Tally = field(default_factory=Tally)
    names: set[str] = field(default_factory=set)
    """Of all photos so far: what is given twice is checked once."""
    in_hand: dict[str, Item] = field(default_factory=dict)
    """Items that are being checked, by name."""

    def rows(self) -> Iterator[Json]:
        """Yield each new row when it is written."""
        checked = surviving(row_of, self._items(), self.job.jobs, lost=lost_row, more=self._further)
        for row in checked:
            item = self.in_hand.pop(str(row["file"]))
            self._settle(item, self.results.add(row))
            yield row

    def _items(self) -> Iterator[Item]:
        """Yield what must be checked; settle on the way what need not be."""
        for found in walk(self.job.paths, leave=self.job.sorted_to):
            yield from self._met(found)

    def _met(self, found: Found) -> Iterator[Item]:
        if isinstance(found, Skipped):
            self.tally.skipped += 1
        elif isinstance(found, Refused):
            row = error_row(found.name, str(found.code), found.detail)
            self.tally.at_once += 1
            self.tally.count(self.results.add(row))
        else:
            yield from self._due(Item(source=found, asked=self.job.asked))

    def _due(self, item: Item) -> Iterator[Item]:
        """Yield the item if it must be checked, and those of its pages that must."""
        if item.name in self.names:
            return
        self.names.add(item.name)
        row = self.results.kept.get(item.name)
        if row is None or row.key != item.key:
            self.in_hand[item.name] = item
            yield item
            return
        self.tally.at_once += 1
        self._settle(item, row)
        for page in item.further(row.pages):
            yield from self._due(page)

    def _further(self, row: Json) -> Iterator[Item]:
        """Yield the other pages of the file whose first page has this row."""
        for page in self.in_hand[str(row["file"])].further(kept(row).pages):
            yield from self._due(page)

    def _settle(self, item: Item, row: Kept) -> None:
        self.tally.count(row)
        if self.job.sorted_to is not None:
            sort(self.job.sorted_to, row.pile, item)
