"""The two tables of a Kartu Keluarga, ten rows each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from specimens.canvas import Canvas
from specimens.dates import numeric
from specimens.documents.form import Look
from specimens.documents.grid import Cell, Grid, fill, rule
from specimens.families import Household
from specimens.ink import CAPTION, Tag
from specimens.people import Person

ROWS = 10
NAME = Tag("name", must_read=True)
NIK = Tag("nik", must_read=True)
BIRTH_DATE = Tag("birth_date", must_read=True)
RELATION = Tag("relation", must_read=True)
PARENTS = Tag("parents", must_read=True)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: heading, width in shares of the table, what stands in it."""

    head: str
    share: float
    value: Callable[[Person], str]
    tag: Tag = CAPTION
    align: float = 0.5


def _marriage(person: Person) -> str:
    return numeric(person.married) if person.married else "-"


FIRST = (
    Column("Nama Lengkap", 21, lambda p: p.name, NAME, 0.0),
    Column("NIK", 14, lambda p: p.nik, NIK),
    Column("Jenis Kelamin", 9, lambda p: p.sex),
    Column("Tempat Lahir", 12, lambda p: p.birthplace, align=0.0),
    Column("Tanggal Lahir", 9, lambda p: numeric(p.born), BIRTH_DATE),
    Column("Agama", 8, lambda p: p.religion),
    Column("Pendidikan", 14, lambda p: p.school, align=0.0),
    Column("Jenis Pekerjaan", 15, lambda p: p.job, align=0.0),
)
GROUP = Column("Golongan Darah", 7, lambda p: p.blood)
STATUS = Column("Status Perkawinan", 12, lambda p: p.status)
WEDDING = Column("Tanggal Perkawinan", 9, _marriage)
SECOND = (
    Column("Status Hubungan Dalam Keluarga", 13, lambda p: p.relation, RELATION),
    Column("Kewarganegaraan", 10, lambda _: "WNI"),
    Column("No. Paspor", 9, lambda _: "-"),
    Column("No. KITAP", 9, lambda _: "-"),
    Column("Ayah", 17, lambda p: p.father, PARENTS, 0.0),
    Column("Ibu", 17, lambda p: p.mother, PARENTS, 0.0),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a generation of the card."""

    first: tuple[Column, ...]
    second: tuple[Column, ...]


EARLY = Layout(FIRST, (STATUS, *SECOND))
LATE = Layout((*FIRST, GROUP), (STATUS, WEDDING, *SECOND))


def tables(
    canvas: Canvas,
    family: Household,
    layout: Layout,
    style: Look,
    tops: tuple[float, float],
    rng: np.random.Generator,
) -> None:
    """Print both tables. tops: their upper edges in millimetres."""
    left, width = rng.uniform(7, 11), rng.uniform(276, 281)
    height = rng.uniform(52.5, 54)
    first = _table(canvas, (left, tops[0], width, height), layout.first, style, 1)
    second = _table(
        canvas, (left, tops[1], width, height), layout.second, style, 1 + len(layout.first)
    )
    for row in range(ROWS):
        person = family.members[row] if row < len(family.members) else None
        for grid, columns in ((first, layout.first), (second, layout.second)):
            fill(canvas, grid, row + 2, _row(row, person, columns), style.value)


def _table(
    canvas: Canvas,
    box: tuple[float, float, float, float],
    columns: Sequence[Column],
    style: Look,
    number: int,
) -> Grid:
    grid = Grid(
        box=box,
        shares=(3.2, *(column.share for column in columns)),
        heights=(1.9, 0.8, *(1.0,) * ROWS),
    )
    rule(canvas, grid, style.rule, style.rule_mm)
    heads = [Cell("No", align=0.5), *(Cell(column.head, align=0.5) for column in columns)]
    labels = [Cell("")] + [Cell(f"({number + i})", align=0.5) for i in range(len(columns))]
    fill(canvas, grid, 0, heads, style.bold)
    fill(canvas, grid, 1, labels, style.form.sized(0.85))
    return grid


def _row(index: int, person: Person | None, columns: Sequence[Column]) -> list[Cell]:
    first = Cell(str(index + 1), align=0.5)
    if person is None:
        return [first, *(Cell("-", align=column.align) for column in columns)]
    return [first, *(Cell(column.value(person), column.tag, column.align) for column in columns)]
