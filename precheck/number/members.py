"""Reads the NIKs in a table of people, as on a Kartu Keluarga, row by row, by the line net."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from precheck.capture import Pixels
from precheck.number.find import FoundLine, read_line
from precheck.number.readings import line_net_readings, number_line
from precheck.number.result import Members
from precheck.number_formats.formats import NUMBER_LABELS, is_valid
from precheck.ocr.crops import PageCrop, TextLine, crop_zone
from precheck.ocr.lines import find_lines
from precheck.office.document_type import NikTable

MIN_LENGTH = 7.0  # of a line with a NIK, in letter heights
MAX_OFFSET = 0.35  # of a line from its row's expected baseline, in pitches
NAME_REACH = 2.0  # of the names to the left of the NIKs, in lengths of a NIK
MIN_EQUAL_READINGS = 2  # of three, for a NIK that was read with certainty
MIN_PROBABILITY = 0.9  # of a letter or digit that is surely print, not a pattern
MAX_MARKS = 2  # such letters and digits where a row is empty: its number, a dash


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the table."""

    line: TextLine
    """Of its NIK, as long as the column's."""
    readings: tuple[str, ...] = ()
    """The different well-formed ones."""
    sure: bool = False
    """Whether the NIK was read with certainty."""
    printed: bool = True


def read_table(flat: Pixels, layout: NikTable, today: date | None = None) -> Members | None:
    """Read the NIKs in the table of a flattened, upright page; None if none can be read.

    The first NIK that is found gives the column; the other rows are read by their places, up and
    down from it, until one is empty. A NIK elsewhere in the column belongs to another layout, of
    which not every row may have been found.
    """
    left, top, right, bottom = layout.box
    part = crop_zone(flat, (left / 100, top / 100, right / 100, bottom / 100), (0.0, 0.0))
    found = find_lines(part.grey, layout.digits * len(flat))
    table = MemberTable(
        part=part,
        print_=found,
        pitch=layout.pitch * len(flat),
        max_rows=layout.max_rows,
        today=today,
    )
    first = table.first()
    if first is None:
        return None
    above, below = table.rows(first, -1), table.rows(first, 1)
    rows = [first, *above, *below]
    strays = table.strays(rows)
    return Members(
        readings=tuple(row.readings for row in [*rows, *strays] if row.readings),
        complete=not strays and all(row.sure for row in rows) and len(rows) <= layout.max_rows,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberTable:
    """The table of members in its part of the page."""

    part: PageCrop
    print_: tuple[TextLine, ...]
    """All lines of print, from the top down."""
    pitch: float
    """Between the baselines of two rows, in pixels."""
    max_rows: int
    today: date | None

    @property
    def lines(self) -> list[TextLine]:
        """The lines long enough for a NIK, from the top down."""
        return [line for line in self.print_ if line.x1 - line.x0 >= MIN_LENGTH * line.height]

    def first(self) -> Row | None:
        """Return the first row whose NIK stands in a line by itself or among other entries."""
        for line in self.lines:
            found = read_line(self.part, line, "nik")
            row = self._row_of(found)
            if row.readings:
                return replace(row, line=number_line(found))
        return None

    def rows(self, start: Row, step: int) -> Iterator[Row]:
        """Yield the rows below (step 1) or above (-1) a row, up to the first empty one."""
        line = start.line
        for _ in range(self.max_rows):
            line = self._snapped(replace(line, base=line.base + step * self.pitch))
            row = self._row_at(line)
            if not row.printed:
                return
            yield row

    def strays(self, rows: Sequence[Row]) -> list[Row]:
        """Return the NIKs in further lines of the column."""
        known = {line for row in rows for line in self._lines_at(row.line)}
        column = rows[0].line
        further = (line for line in self.lines if _is_in_column(line, column) and line not in known)
        found = (self._row_of(read_line(self.part, line, "nik")) for line in further)
        return [row for row in found if row.readings]

    def _snapped(self, expected: TextLine) -> TextLine:
        """Return the expected line, on the baseline of the line of print that lies there."""
        bases = [_base(line, expected) for line in self._lines_at(expected)]
        base = min(bases, default=expected.base, key=lambda base: abs(base - expected.base))
        return replace(expected, base=base)

    def _lines_at(self, row: TextLine) -> list[TextLine]:
        """Return the lines of print in a row's column and on its baseline."""
        return [
            line for line in self.lines if _is_in_column(line, row) and self._is_level(line, row)
        ]

    def _is_level(self, line: TextLine, row: TextLine) -> bool:
        return abs(_base(line, row) - row.base) <= MAX_OFFSET * self.pitch

    def _row_at(self, line: TextLine) -> Row:
        """Read a row at its place, and if that gives no NIK, in the lines of print there.

        A row beyond the part of the page counts as printed, since nothing is known of it.
        """
        if not 0 < line.base_at(line.x0) < len(self.part.grey):
            return Row(line=line)
        found = read_line(self.part, line, "nik")
        others = (read_line(self.part, near, "nik") for near in self._lines_at(line))
        for one in (found, *others):
            row = self._row_of(one)
            if row.readings:
                return replace(row, line=line)
        return Row(line=line, printed=self._is_printed(line, found))

    def _is_printed(self, line: TextLine, found: FoundLine) -> bool:
        """Return whether a row without a NIK has print in any column, and is no heading.

        The name is read at its place too: a pattern may hide the line from the search for lines.
        """
        if NUMBER_LABELS["nik"].search("".join(found.text.split())):
            return False
        left = max(0.0, line.x0 - NAME_REACH * (line.x1 - line.x0))
        name = read_line(self.part, replace(line, x0=left, x1=line.x0), "nik")
        if max(_marks(found), _marks(name)) > MAX_MARKS:
            return True
        level = (one for one in self.print_ if self._is_level(one, line))
        return any(_letters(read_line(self.part, one, "nik")) > MAX_MARKS for one in level)

    def _row_of(self, found: FoundLine) -> Row:
        """Return the row of a line with its readings."""
        if found.candidate is None:
            return Row(line=found.line)
        texts = line_net_readings("nik", self.part, found)
        valid = Counter(text for text in texts if is_valid("nik", text, self.today))
        sure = max(valid.values(), default=0) >= MIN_EQUAL_READINGS
        return Row(line=found.line, readings=tuple(valid), sure=sure)


def _is_in_column(line: TextLine, column: TextLine) -> bool:
    return line.x0 < (column.x0 + column.x1) / 2 < line.x1


def _base(line: TextLine, column: TextLine) -> float:
    """Return the baseline of the column's slope through the line's middle, at x = 0."""
    middle = (column.x0 + column.x1) / 2
    return line.base_at(middle) - column.slope * middle


def _marks(found: FoundLine) -> int:
    """Return how many letters and digits were surely read on a line."""
    return sum(sign.char.isalnum() and sign.probability >= MIN_PROBABILITY for sign in found.signs)


def _letters(found: FoundLine) -> int:
    """Return how many letters were surely read on a line: the heads number their columns."""
    return sum(sign.char.isalpha() and sign.probability >= MIN_PROBABILITY for sign in found.signs)
