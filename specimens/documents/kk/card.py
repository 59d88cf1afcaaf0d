"""The data of a Kartu Keluarga, and the parts that all its forms share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from specimens.arrays import Rng
from specimens.documents.form import Entry, FormStyle, print_entries
from specimens.drawing.canvas import Canvas
from specimens.drawing.ink import NUMBER, Print, Tag
from specimens.people import numbers
from specimens.people.dates import numeric, random_day
from specimens.people.households import Household, random_household
from specimens.world import World

KK_SIZE_MM = (297.0, 210.0)
HEAD_TAG = Tag("head", must_read=True)
ISSUED = Tag("issue_date", must_read=True)
SIGNER = Tag("signer")  # the head of the family, often under the signature
FIRST_RECORDED = 2003


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyCard:
    """The data of a family card."""

    family: Household
    number: str
    issued: date
    official: str
    nip: str

    @property
    def regency(self) -> str:
        """The issuing regency."""
        return self.family.home.place.regency


def random_card(world: World, rng: Rng, first: date, last: date) -> FamilyCard:
    """Invent a family card issued between two days."""
    issued = random_day(first, last, rng)
    family = random_household(world, rng, issued)
    earliest = date(max(FIRST_RECORDED, first.year - 8), 1, 1)
    return FamilyCard(
        family=family,
        number=numbers.kk_number(family.home.region, random_day(earliest, issued, rng), rng),
        issued=issued, official=world.pick("officials", rng), nip=numbers.nip(rng),
    )  # fmt: skip


def print_title(
    canvas: Canvas,
    data: FamilyCard,
    style: FormStyle,
    lines: tuple[float, float],
    sizes: tuple[float, float],
) -> None:
    """Print KARTU KELUARGA and the number. lines: baselines (mm); sizes: of both, in points."""
    middle = KK_SIZE_MM[0] / 2
    heading = replace(style.bold, size_pt=sizes[0])
    canvas.text(middle, lines[0], "KARTU KELUARGA", heading, align=0.5)
    digits = replace(style.strong, size_pt=sizes[1])
    label = replace(style.bold, size_pt=sizes[1])
    gap = canvas.width("No. ", label) + 0.8  # room for the offset of a second printer
    left = middle - (gap + canvas.width(data.number, digits)) / 2
    canvas.text(left, lines[1], "No.", label)
    canvas.text(left + gap, lines[1], data.number, digits, NUMBER)


def print_early_address(
    canvas: Canvas, data: FamilyCard, top: float, styles: tuple[Print, Print]
) -> None:
    """Print the address in the order of the security paper."""
    home = data.family.home
    left = (
        Entry("Nama Kepala Keluarga", data.family.head.name, HEAD_TAG),
        Entry("Alamat", home.street),
        Entry("RT/RW", f"{home.rt}/{home.rw}"),
        Entry("Desa/Kelurahan", home.village),
    )
    right = (
        Entry("Kecamatan", home.district), Entry("Kabupaten/Kota", home.place.regency),
        Entry("Kode Pos", home.postcode), Entry("Provinsi", home.place.province),
    )  # fmt: skip
    print_entries(canvas, (22, top), 60.6, 4.5, left, styles, 120)
    print_entries(canvas, (193, top), 221, 4.5, right, styles, 66)


def print_late_address(
    canvas: Canvas, data: FamilyCard, top: float, styles: tuple[Print, Print]
) -> None:
    """Print the address in the order of the white form."""
    home = data.family.home
    left = (
        Entry("Nama Kepala Keluarga", data.family.head.name, HEAD_TAG),
        Entry("Alamat", home.street),
        Entry("RT/RW", f"{home.rt}/{home.rw}"),
        Entry("Kode Pos", home.postcode),
    )
    right = (
        Entry("Desa/Kelurahan", home.village), Entry("Kecamatan", home.district),
        Entry("Kabupaten/Kota", home.place.regency), Entry("Provinsi", home.place.province),
    )  # fmt: skip
    print_entries(canvas, (12, top), 52, 4.4, left, styles, 120)
    print_entries(canvas, (186, top), 220, 4.4, right, styles, 68)


def print_issue_date(
    canvas: Canvas, at: tuple[float, float], day: date, styles: tuple[Print, Print]
) -> None:
    """Print the date of issue."""
    x = canvas.text(at[0], at[1], "Dikeluarkan Tanggal", styles[0]) + 2
    x = canvas.text(x, at[1], ":", styles[0]) + 2
    canvas.text(x, at[1], numeric(day), styles[1], ISSUED)


def print_head_signature(
    canvas: Canvas, x: float, ys: Sequence[float], name: str, styles: tuple[Print, Print]
) -> None:
    """Print the signature field of the head. ys: baselines of title, name and caption."""
    canvas.text(x, ys[0], "KEPALA KELUARGA", styles[0], align=0.5)
    canvas.text(x, ys[1], name, styles[1], SIGNER, align=0.5, room_mm=70)
    canvas.text(x, ys[2], "Tanda Tangan/Cap Jempol", styles[0].scaled(0.9), align=0.5)
