"""The two tables of a Kartu Keluarga, ten rows each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from specimens.arrays import Rng
from specimens.documents.form import FormStyle
from specimens.documents.grid import RuledTable, TableCell, fill_row, rule_grid
from specimens.drawing.canvas import Canvas
from specimens.drawing.ink import CAPTION, NAME, PARENTS, Tag
from specimens.people.dates import numeric
from specimens.people.households import Household
from specimens.people.person import InventedPerson

MEMBER_ROWS = 10
NIK = Tag("nik", must_read=True)
BIRTH_DATE = Tag("birth_date", must_read=True)
RELATION = Tag("relation", must_read=True)


@dataclass(frozen=True, slots=True)
class CanvasColumn:
    """One column: heading, relative width, value of a member."""

    head: str
    share: float
    value: Callable[[InventedPerson], str]
    tag: Tag = CAPTION
    align: float = 0.5


def _marriage(person: InventedPerson) -> str:
    return numeric(person.married) if person.married else "-"


FIRST_TABLE = (
    CanvasColumn("Nama Lengkap", 21, lambda p: p.name, NAME, 0.0),
    CanvasColumn("NIK", 14, lambda p: p.nik, NIK),
    CanvasColumn("Jenis Kelamin", 9, lambda p: p.sex),
    CanvasColumn("Tempat Lahir", 12, lambda p: p.birthplace, align=0.0),
    CanvasColumn("Tanggal Lahir", 9, lambda p: numeric(p.born), BIRTH_DATE),
    CanvasColumn("Agama", 8, lambda p: p.religion),
    CanvasColumn("Pendidikan", 14, lambda p: p.school, align=0.0),
    CanvasColumn("Jenis Pekerjaan", 15, lambda p: p.job, align=0.0),
)
BLOOD_COLUMN = CanvasColumn("Golongan Darah", 7, lambda p: p.blood)
STATUS_COLUMN = CanvasColumn("Status Perkawinan", 12, lambda p: p.status)
WEDDING_COLUMN = CanvasColumn("Tanggal Perkawinan", 9, _marriage)
SECOND_TABLE = (
    CanvasColumn("Status Hubungan Dalam Keluarga", 13, lambda p: p.relation, RELATION),
    CanvasColumn("Kewarganegaraan", 10, lambda _: "WNI"),
    CanvasColumn("No. Paspor", 9, lambda _: "-"),
    CanvasColumn("No. KITAP", 9, lambda _: "-"),
    CanvasColumn("Ayah", 17, lambda p: p.father, PARENTS, 0.0),
    CanvasColumn("Ibu", 17, lambda p: p.mother, PARENTS, 0.0),
)


@dataclass(frozen=True, slots=True)
class CardColumns:
    """The columns of both tables of one form."""

    first: tuple[CanvasColumn, ...]
    second: tuple[CanvasColumn, ...]


EARLY = CardColumns(FIRST_TABLE, (STATUS_COLUMN, *SECOND_TABLE))
LATE = CardColumns((*FIRST_TABLE, BLOOD_COLUMN), (STATUS_COLUMN, WEDDING_COLUMN, *SECOND_TABLE))


def print_tables(
    canvas: Canvas,
    family: Household,
    layout: CardColumns,
    style: FormStyle,
    tops: tuple[float, float],
    rng: Rng,
) -> None:
    """Print both tables. tops: their upper edges in millimetres."""
    left, width = rng.uniform(7, 11), rng.uniform(276, 281)
    height = rng.uniform(52.5, 54)
    first = _table(canvas, (left, tops[0], width, height), layout.first, style, 1)
    second = _table(
        canvas, (left, tops[1], width, height), layout.second, style, 1 + len(layout.first)
    )
    for row in range(MEMBER_ROWS):
        person = family.members[row] if row < len(family.members) else None
        for grid, columns in ((first, layout.first), (second, layout.second)):
            fill_row(canvas, grid, row + 2, _row(row, person, columns), style.value)


def _table(
    canvas: Canvas,
    box: tuple[float, float, float, float],
    columns: Sequence[CanvasColumn],
    style: FormStyle,
    number: int,
) -> RuledTable:
    grid = RuledTable(
        box=box,
        shares=(3.2, *(column.share for column in columns)),
        heights=(1.9, 0.8, *(1.0,) * MEMBER_ROWS),
    )
    rule_grid(canvas, grid, style.rule, style.rule_mm)
    heads = [TableCell("No", align=0.5), *(TableCell(column.head, align=0.5) for column in columns)]
    labels = [TableCell("")] + [
        TableCell(f"({number + i})", align=0.5) for i in range(len(columns))
    ]
    fill_row(canvas, grid, 0, heads, style.bold)
    fill_row(canvas, grid, 1, labels, style.form.scaled(0.85))
    return grid


def _row(
    index: int, person: InventedPerson | None, columns: Sequence[CanvasColumn]
) -> list[TableCell]:
    first = TableCell(str(index + 1), align=0.5)
    if person is None:
        return [first, *(TableCell("-", align=column.align) for column in columns)]
    return [
        first,
        *(TableCell(column.value(person), column.tag, column.align) for column in columns),
    ]
