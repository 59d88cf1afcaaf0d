"""Letters of all kinds: associations, villages, the police, clinics. None is a document of ours."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from specimens import marks
from specimens.canvas import Canvas, Draft
from specimens.dates import in_years, numeric, written
from specimens.documents.form import (
    A4_PX_PER_MM,
    Entry,
    Look,
    entries,
    look,
    paper,
    stacked,
    white,
    wrapped,
)
from specimens.emblem import garuda
from specimens.people import Home, Person, home, person
from specimens.world import World

A4_MM = (210.0, 297.0)
FOLIO_MM = (215.0, 330.0)
A5_MM = (148.0, 210.0)
ROLES = ("serif", "serif", "sans", "mono", "typed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one kind of letter says."""

    head: tuple[str, ...]
    title: str
    number: str
    opening: str
    lines: tuple[Entry, ...]
    body: tuple[str, ...]
    signer: tuple[str, ...]


def draw_letter(world: World, rng: np.random.Generator) -> Draft:
    """Draw a letter of an association or a school: mostly sentences."""
    where = home(world, rng)
    texts = world.lists["sentences"]
    order = rng.permutation(len(texts))[: rng.integers(3, 6)]
    letter = Letter(
        head=(f"PENGURUS RT {where.rt} RW {where.rw}", f"{where.village} - {where.district}"),
        title=("SURAT UNDANGAN", "PEMBERITAHUAN", "SURAT PERNYATAAN")[rng.integers(3)],
        number=f"Nomor : {rng.integers(1, 99)}/RT/{in_years(2015, 2026, rng).year}",
        opening=f"Kepada Yth. Bapak/Ibu/Saudara di {where.village.title()}",
        lines=(),
        body=tuple(texts[index] for index in order),
        signer=("Ketua", "", "", "", world.pick("male", rng).title()),
    )
    return _draw("letter", letter, where, world, rng)


def draw_police(world: World, rng: np.random.Generator) -> Draft:
    """Draw a police letter about lost papers."""
    where, who = _someone(world, rng)
    year = in_years(2018, 2026, rng).year
    letter = Letter(
        head=(
            "KEPOLISIAN NEGARA REPUBLIK INDONESIA",
            f"RESOR {where.place.regency}",
            f"SEKTOR {where.district}",
        ),
        title="SURAT TANDA PENERIMAAN LAPORAN KEHILANGAN",
        number=f"Nomor : STPLK/{rng.integers(100, 999)}/{rng.integers(1, 13)}/{year}/SEK",
        opening="Yang bertanda tangan di bawah ini menerangkan bahwa telah datang seorang :",
        lines=_about(who, where),
        body=(
            "Melaporkan bahwa yang bersangkutan telah kehilangan barang / surat berharga berupa :",
            ("1 (satu) lembar KARTU KELUARGA", "1 (satu) buah KTP-el", "1 (satu) BPKB")[year % 3],
            "Demikian surat ini dibuat untuk dapat dipergunakan sebagaimana mestinya.",
        ),
        signer=("KA SPKT", "", "", "", world.pick("officials", rng), "AIPDA NRP 7" + str(year)),
    )
    return _draw("police_letter", letter, where, world, rng)


def draw_birth_note(world: World, rng: np.random.Generator) -> Draft:
    """Draw a clinic's note of a birth, which akta kelahiran are made from."""
    where, mother = _someone(world, rng)
    day = in_years(2015, 2026, rng)
    clinic = world.pick("hospitals", rng)
    letter = Letter(
        head=(clinic, f"{where.street} {where.district} {where.place.regency}"),
        title="SURAT KETERANGAN KELAHIRAN",
        number=f"No : {rng.integers(10, 999)}/SKL/{rng.integers(1, 13)}/{day.year}",
        opening="Yang bertanda tangan di bawah ini menerangkan bahwa telah lahir seorang bayi :",
        lines=(
            Entry("Jenis Kelamin", ("LAKI-LAKI", "PEREMPUAN")[rng.integers(2)]),
            Entry("Hari / Tanggal", written(day)),
            Entry("Pukul", f"{rng.integers(0, 24):02d}.{rng.integers(0, 60):02d} WIB"),
            Entry(
                "Berat / Panjang", f"{rng.integers(24, 41) * 100} gram / {rng.integers(44, 54)} cm"
            ),
            Entry("Nama Bayi", world.pick("female", rng)),
            Entry("Nama Ibu", mother.name),
            Entry("Nama Ayah", mother.father),
            Entry("Alamat", where.street),
        ),
        body=("Demikian surat keterangan ini dibuat dengan sebenarnya.",),
        signer=("Penolong Persalinan", "", "", "", "Bd. " + world.pick("female", rng).title()),
    )
    return _draw("birth_note", letter, where, world, rng)


def draw_village_note(world: World, rng: np.random.Generator) -> Draft:
    """Draw a village's letter: a death, a move, where someone lives."""
    where, who = _someone(world, rng)
    kind = ("KEMATIAN", "DOMISILI", "PINDAH", "TIDAK MAMPU", "USAHA")[rng.integers(5)]
    day = in_years(2014, 2026, rng)
    letter = Letter(
        head=(
            f"PEMERINTAH {where.place.regency}",
            f"KECAMATAN {where.district}",
            f"DESA {where.village}",
        ),
        title=f"SURAT KETERANGAN {kind}",
        number=f"Nomor : 474.3/{rng.integers(1, 400)}/{rng.integers(400, 430)}/{day.year}",
        opening="Yang bertanda tangan di bawah ini Kepala Desa menerangkan bahwa :",
        lines=_about(who, where),
        body=tuple(world.pick("sentences", rng) for _ in range(2)),
        signer=("Kepala Desa", where.village, "", "", world.pick("officials", rng)),
    )
    return _draw("village_note", letter, where, world, rng)


def _someone(world: World, rng: np.random.Generator) -> tuple[Home, Person]:
    where, today = home(world, rng), in_years(2018, 2026, rng)
    born = in_years(1950, 2000, rng)
    return where, person(world, rng, where, born, woman=bool(rng.random() < 0.5), today=today)


def _about(who: Person, where: Home) -> tuple[Entry, ...]:
    return (
        Entry("Nama", who.name),
        Entry("NIK", who.nik),
        Entry("Tempat / Tgl Lahir", f"{who.birthplace}, {numeric(who.born)}"),
        Entry("Jenis Kelamin", who.sex.title()),
        Entry("Agama", who.religion.title()),
        Entry("Pekerjaan", who.job.title()),
        Entry("Alamat", f"{where.street} RT {where.rt} RW {where.rw} {where.village}"),
    )


def _draw(
    variant: str, letter: Letter, where: Home, world: World, rng: np.random.Generator
) -> Draft:
    size = (A4_MM, FOLIO_MM, FOLIO_MM, A5_MM)[rng.integers(4)]
    scale = size[0] / A4_MM[0]
    canvas = Canvas(paper(size, A4_PX_PER_MM, white(rng)), A4_PX_PER_MM)
    style = look(world, rng, rng.uniform(10.3, 12) * (0.4 + 0.6 * scale), ROLES)
    y = _letterhead(canvas, letter, style, rng)
    y = _middle(canvas, letter, style, y, rng)
    _close(canvas, letter, where, style, y, world, rng)
    return Draft(canvas=canvas, type="other", variant=variant)


def _letterhead(canvas: Canvas, letter: Letter, style: Look, rng: np.random.Generator) -> float:
    width, _ = canvas.size_mm
    y, left = rng.uniform(14, 24), 0.5 * width
    if rng.random() < 0.5:
        garuda(canvas, 0.14 * width, y - 6, 20, style.rule)
        left = 0.56 * width
    y = stacked(canvas, (left, y), letter.head, style.bold.sized(1.15), 0.75 * width)
    canvas.line((0.09 * width, y), (0.91 * width, y), style.rule, rng.uniform(0.3, 0.9))
    titles = (letter.title, letter.number)
    return stacked(canvas, (width / 2, y + 10), titles, style.bold.sized(1.05), 0.8 * width) + 6


def _middle(
    canvas: Canvas, letter: Letter, style: Look, y: float, rng: np.random.Generator
) -> float:
    width, _ = canvas.size_mm
    pitch = 0.3528 * style.form.size_pt * rng.uniform(1.25, 1.7)
    left = 0.12 * width
    y = paragraphs(canvas, (left, y), (letter.opening,), style, pitch)
    if letter.lines:
        columns = (left + 4, y), left + 0.27 * width
        y = entries(canvas, *columns, pitch, letter.lines, (style.form, style.value), 0.45 * width)
    return paragraphs(canvas, (left, y + 0.5 * pitch), letter.body, style, pitch)


def paragraphs(
    canvas: Canvas, at: tuple[float, float], texts: Sequence[str], style: Look, pitch: float
) -> float:
    """Print paragraphs of running text; return the next baseline."""
    x, y = at
    room = canvas.size_mm[0] - 2 * x
    for text in texts:
        for line in wrapped(canvas, text, style.form, room):
            canvas.text(x, y, line, style.form)
            y += pitch
        y += 0.4 * pitch
    return y


def _close(
    canvas: Canvas,
    letter: Letter,
    where: Home,
    style: Look,
    y: float,
    world: World,
    rng: np.random.Generator,
) -> None:
    width, height = canvas.size_mm
    middle = rng.uniform(0.62, 0.74) * width
    day = written(in_years(2015, 2026, rng))
    lines = (f"{where.district.title()}, {day}", *letter.signer)
    top = min(y + 8, height - 45)
    end = stacked(canvas, (middle, top), lines, style.form, 0.5 * width)
    marks.signature(canvas, (middle, (top + end) / 2 + 1), rng)
    if rng.random() < 0.7:
        face = world.family("sans", rng)[1]
        centre = (middle - rng.uniform(8, 20), (top + end) / 2)
        marks.stamp(canvas, centre, (f"* {letter.head[0]} *", where.village), face, rng, 15)
