"""One Kartu Keluarga before it is printed, and the parts that all its forms share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from specimens import numbers
from specimens.canvas import Canvas
from specimens.dates import between, numeric
from specimens.documents.form import Entry, Look, entries
from specimens.families import Household, household
from specimens.ink import NUMBER, Print, Tag
from specimens.world import World

SIZE_MM = (297.0, 210.0)
HEAD = Tag("head", must_read=True)
ISSUED = Tag("issue_date", must_read=True)
SIGNER = Tag("signer")  # the head of the family again, often under their own signature
FIRST_RECORDED = 2003


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a family card says."""

    family: Household
    number: str
    issued: date
    official: str
    nip: str

    @property
    def regency(self) -> str:
        """The regency whose office issued it."""
        return self.family.home.place.regency


def card(world: World, rng: np.random.Generator, first: date, last: date) -> Card:
    """Invent a family card issued between two days."""
    issued = between(first, last, rng)
    family = household(world, rng, issued)
    earliest = date(max(FIRST_RECORDED, first.year - 8), 1, 1)
    return Card(
        family=family,
        number=numbers.kk_number(family.home.region, between(earliest, issued, rng), rng),
        issued=issued,
        official=world.pick("officials", rng),
        nip=numbers.nip(rng),
    )


def title(
    canvas: Canvas, data: Card, style: Look, lines: tuple[float, float], sizes: tuple[float, float]
) -> None:
    """Print KARTU KELUARGA and the number. lines: baselines (mm); sizes: of both, in points."""
    middle = SIZE_MM[0] / 2
    heading = replace(style.bold, size_pt=sizes[0])
    canvas.text(middle, lines[0], "KARTU KELUARGA", heading, align=0.5)
    digits = replace(style.strong, size_pt=sizes[1])
    label = replace(style.bold, size_pt=sizes[1])
    gap = canvas.width("No. ", label) + 0.8  # a second printer may be off by as much
    left = middle - (gap + canvas.width(data.number, digits)) / 2
    canvas.text(left, lines[1], "No.", label)
    canvas.text(left + gap, lines[1], data.number, digits, NUMBER)


def early_head(canvas: Canvas, data: Card, top: float, styles: tuple[Print, Print]) -> None:
    """Print the address as the security paper orders it."""
    home = data.family.home
    left = (
        Entry("Nama Kepala Keluarga", data.family.head.name, HEAD),
        Entry("Alamat", home.street),
        Entry("RT/RW", f"{home.rt}/{home.rw}"),
        Entry("Desa/Kelurahan", home.village),
    )
    right = (
        Entry("Kecamatan", home.district),
        Entry("Kabupaten/Kota", home.place.regency),
        Entry("Kode Pos", home.postcode),
        Entry("Provinsi", home.place.province),
    )
    entries(canvas, (22, top), 60.6, 4.5, left, styles, 120)
    entries(canvas, (193, top), 221, 4.5, right, styles, 66)


def late_head(canvas: Canvas, data: Card, top: float, styles: tuple[Print, Print]) -> None:
    """Print the address as the white form orders it."""
    home = data.family.home
    left = (
        Entry("Nama Kepala Keluarga", data.family.head.name, HEAD),
        Entry("Alamat", home.street),
        Entry("RT/RW", f"{home.rt}/{home.rw}"),
        Entry("Kode Pos", home.postcode),
    )
    right = (
        Entry("Desa/Kelurahan", home.village),
        Entry("Kecamatan", home.district),
        Entry("Kabupaten/Kota", home.place.regency),
        Entry("Provinsi", home.place.province),
    )
    entries(canvas, (12, top), 52, 4.4, left, styles, 120)
    entries(canvas, (186, top), 220, 4.4, right, styles, 68)


def issue_line(
    canvas: Canvas, at: tuple[float, float], day: date, styles: tuple[Print, Print]
) -> None:
    """Print when the card was issued."""
    x = canvas.text(at[0], at[1], "Dikeluarkan Tanggal", styles[0]) + 2
    x = canvas.text(x, at[1], ":", styles[0]) + 2
    canvas.text(x, at[1], numeric(day), styles[1], ISSUED)


def head_signs(
    canvas: Canvas, x: float, ys: Sequence[float], name: str, styles: tuple[Print, Print]
) -> None:
    """Print where the head of the family signs. ys: baselines of title, name and caption."""
    canvas.text(x, ys[0], "KEPALA KELUARGA", styles[0], align=0.5)
    canvas.text(x, ys[1], name, styles[1], SIGNER, align=0.5, room_mm=70)
    canvas.text(x, ys[2], "Tanda Tangan/Cap Jempol", styles[0].sized(0.9), align=0.5)
